"""Generated orders, customers, catalogues, rules, clocks and requests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.clock import CHINA
from domain.orders import Customer, Order, OrderItem, OrderStatus, Product, Refund
from domain.rules import ActionName, Caps, Exclusion, Extension, Rules, Window, WindowRule
from tests.unit.agent.rules.oracle.world import REASONS, World

SKUS = ("A1", "B2", "C3", "D4")
NAMES = dict(zip(SKUS, ("竹编灯", "山茶油", "羊毛毯", "蓝牙秤"), strict=True))
STATUSES: tuple[OrderStatus, ...] = ("待付款", "待发货", "已发货", "已签收", "退款中", "已完成", "已取消")
ADDRESSES = (
    "浙江省杭州市样例路1号",
    "宁波市样例街2号",
    "新疆乌鲁木齐市样例路3号",
    "深圳市样例路4号",
    "样例镇样例村5号",
)
ACTIONS: tuple[ActionName, ...] = (
    "cancel_order", "change_address", "create_return", "create_exchange", "create_refund", "expedite_shipment",
    "issue_invoice", "issue_coupon",
)  # fmt: skip

_START = datetime(2025, 12, 20, tzinfo=CHINA)
_minutes = st.integers(0, 45 * 24 * 60) | st.integers(0, 45).flatmap(
    # The minutes around midnight are where a day is lost or won.
    lambda day: st.sampled_from([day * 1440 - 1, day * 1440, day * 1440 + 1])
)
moments = st.builds(
    lambda minutes, utc: (_START + timedelta(minutes=minutes)).astimezone(UTC if utc else CHINA),
    _minutes,
    st.booleans(),
)
_cents = st.integers(0, 60_000)


def _some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    # Often empty: a scope with many parts matches next to nothing.
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


_fields = st.just({}) | st.fixed_dictionaries(
    {},
    optional={
        "channel": st.just(("直播",)) | st.just(("直播", "商城")),
        "presale": st.just((True,)),
        "warehouse": st.just(("宁波保税仓",)),
    },
)
_scope: dict[str, Any] = {
    "categories": _some(("食品", "茶油", "食品/茶油", "灯具")),
    "tiers": _some(("金卡", "银卡")),
    "skus": _some(SKUS),
    "regions": _some(("新疆", "浙江", "样例村")),
    "fields": _fields,
}
windows = st.builds(
    Window, days=st.integers(0, 40), day_from=st.sampled_from(["signed", "signed", "shipped", "paid", "created"])
)
_window_rules = st.lists(st.builds(WindowRule, window=windows, **_scope), max_size=3).map(tuple)
_kinds = ("return", "quality", "exchange", "price_protection")
_extensions = st.builds(
    Extension,
    days=st.integers(0, 15),
    applies_to=st.lists(st.sampled_from(_kinds), min_size=1, max_size=3, unique=True).map(tuple),
    **_scope,
)
_exclusions = st.builds(
    Exclusion,
    reason=st.sampled_from(["定制商品不支持", "已报关", "拆封后不支持", "大件不支持"]),
    when=st.sampled_from(["always", "opened"]),
    actions=st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=4, unique=True).map(tuple),
    after_hours=st.none() | st.integers(0, 100),
    **_scope,
)
_limits = _cents | st.integers(0, 400_000)
_caps = st.tuples(_limits, _limits).map(lambda pair: Caps(agent=min(pair), admin=max(pair)))
_statuses = st.lists(st.sampled_from(STATUSES), unique=True, min_size=2).map(tuple)
rules = st.builds(
    Rules,
    return_window=windows, return_windows=_window_rules, quality_window=windows, quality_windows=_window_rules,
    exchange_window=windows, exchange_windows=_window_rules,
    extensions=st.lists(_extensions, max_size=3).map(tuple),
    exclusions=st.lists(_exclusions, max_size=2).map(tuple),
    price_protection=st.none() | windows, price_protections=_window_rules,
    cancel_statuses=_statuses, address_change_statuses=_statuses, address_change_same_province=st.booleans(),
    no_delivery=_some(("新疆", "样例镇")), expedite_statuses=_statuses, invoice_statuses=_statuses,
    invoice_window=st.none() | windows, refund_caps=_caps, compensation_caps=_caps,
    high_value=_cents | st.integers(0, 400_000), return_freight=st.sampled_from(["customer", "shop"]),
)  # fmt: skip


@st.composite
def _order(draw: st.DrawFn) -> Order:
    skus = draw(st.lists(st.sampled_from(SKUS), min_size=1, max_size=4, unique=True))
    items = tuple(
        OrderItem(sku=s, name=NAMES[s], spec="大", qty=draw(st.integers(1, 3)), unit_price=draw(_cents)) for s in skus
    )
    goods = sum(i.unit_price * i.qty for i in items)
    discount, freight, tax = draw(st.integers(0, goods)), draw(st.integers(0, 3_000)), draw(st.integers(0, 2_000))
    extra: dict[str, Any] = {"channel": draw(st.sampled_from(["直播", "商城", "门店"])), "presale": draw(st.booleans())}
    return Order(
        order_no="T1", customer_id="u1", status=draw(st.sampled_from((*STATUSES, "已签收", "已签收", "已完成"))),
        created_at=draw(moments), paid_at=draw(st.none() | moments | moments | moments | moments),
        shipped_at=draw(st.none() | moments),
        signed_at=draw(st.none() | moments | moments | moments), items=items, goods_amount=goods, freight=freight,
        tax=tax, discount=discount, total=goods - discount + freight + tax,
        warehouse=draw(st.sampled_from(["宁波保税仓", ""])), address=draw(st.sampled_from(ADDRESSES)),
        extra=extra if draw(st.booleans()) else {},
    )  # fmt: skip


_categories = st.sampled_from(["食品/茶油", "灯具", "家纺/毯子", ""])
_refunds = st.builds(
    Refund, refund_no=st.just("R"), order_no=st.sampled_from(["T1", "T1", "T2"]), amount=_cents,
    status=st.sampled_from(["已退款", "处理中", "已关闭", "已拒绝"]),
    reason=st.sampled_from(["", "屏幕裂了一道", *REASONS["price"]]),
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A request with all it is decided from; each of the catalogue's prices may be unknown (0) or absent."""
    order = draw(_order())
    kind = draw(st.sampled_from([*REASONS, "sound", "fault", "fault", "price", "price"]))
    args: dict[str, object] = {"reason": draw(st.sampled_from(REASONS[kind]))}
    if draw(st.integers(0, 2)) == 0:
        args["amount"] = draw(st.integers(-100, 5_000) | st.integers(-100, 60_000) | st.just(order.total))
    if draw(st.integers(0, 3)) == 0:
        known = [word for i in order.items for word in (i.sku, i.name, f"{i.name} {i.spec}")]
        args["items"] = draw(st.lists(st.sampled_from([*known, "没有的东西"]), min_size=1, max_size=3))
    if draw(st.integers(0, 4)):
        args["address"] = draw(st.sampled_from((*ADDRESSES, " ")))
    products = tuple(
        Product(sku=s, name=NAMES[s], price=draw(st.just(0) | _cents | _cents), category=draw(_categories))
        for s in draw(st.lists(st.sampled_from(SKUS), unique=True))
    )
    customer = draw(st.none() | st.builds(Customer, id=st.just("u1"), tier=st.sampled_from(["金卡", "银卡", ""])))
    refunds = tuple(draw(st.lists(_refunds, max_size=2)))
    return World(order, customer, products, draw(rules), draw(moments), kind, args, refunds)
