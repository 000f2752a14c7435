"""The engine against decisions worked out by hand-written arithmetic, over generated orders, rules and clocks."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agent.rules import eligibility
from domain.clock import CHINA
from domain.orders import Order, OrderStatus
from domain.rules import Caps, Exclusion, Extension, Rules, Window, WindowRule
from tests.unit.agent.rules.shop_world import PRODUCTS, customer, order

STATUSES: tuple[OrderStatus, ...] = ("待付款", "待发货", "已发货", "已签收", "退款中", "已完成", "已取消")
CATEGORY = {"B1": "文具/本册", "F1": "生鲜", "L1": "灯具"}
moments = st.integers(0, 365 * 24 * 60).map(lambda m: datetime(2026, 1, 1, tzinfo=CHINA) + timedelta(minutes=m))
statuses = st.sampled_from(STATUSES)
tiers = st.sampled_from(["普通", "金卡"])
skus = st.sampled_from(["B1", "F1", "L1"])
category_days = st.dictionaries(st.sampled_from(["生鲜", "灯具", "文具/本册"]), st.integers(0, 40), max_size=3)


def _day(at: datetime) -> date:
    return (at.astimezone(CHINA)).date()


def _placed(status: OrderStatus, sku: str, signed: datetime | None, total: int = 20_800) -> Order:
    return order(status, 1, sku, signed_at=signed, total=total)


@given(statuses, skus, st.none() | moments, moments, category_days, tiers, st.integers(0, 20), st.booleans())
def test_returns_without_a_reason(
    status: OrderStatus,
    sku: str,
    signed: datetime | None,
    now: datetime,
    by_category: dict[str, int],
    tier: str,
    gold_days: int,
    fresh_excluded: bool,
) -> None:
    rules = Rules(
        return_windows=tuple(WindowRule(window=Window(days=d), categories=(c,)) for c, d in by_category.items()),
        extensions=(Extension(days=gold_days, tiers=("金卡",)),),
        exclusions=(Exclusion(reason="不退", categories=("生鲜",)),) if fresh_excluded else (),
    )
    found = eligibility(
        "create_return", _placed(status, sku, signed), customer(tier), PRODUCTS, rules, now, {"reason": "不喜欢"}
    )
    days = by_category.get(CATEGORY[sku], 7) + (gold_days if tier == "金卡" else 0)
    expected = (
        status in ("已签收", "已完成")
        and signed is not None
        and not (fresh_excluded and sku == "F1")
        and (_day(now) - _day(signed)).days <= days
    )
    assert found.allowed == expected
    if expected:
        assert signed is not None
        assert found.last_day == _day(signed) + timedelta(days=days)


@given(statuses, st.none() | moments, moments, st.integers(0, 40), st.integers(0, 40))
def test_exchanges_of_faulty_goods_have_the_longer_of_both_windows(
    status: OrderStatus, signed: datetime | None, now: datetime, quality: int, exchange: int
) -> None:
    rules = Rules(quality_window=Window(days=quality), exchange_window=Window(days=exchange))
    found = eligibility(
        "create_exchange", _placed(status, "L1", signed), None, PRODUCTS, rules, now, {"reason": "灯不亮了"}
    )
    expected = (
        status in ("已签收", "已完成")
        and signed is not None
        and _day(now) <= _day(signed) + timedelta(days=max(quality, exchange))
    )
    assert found.allowed == expected


@given(
    statuses,
    moments,
    moments,
    st.integers(0, 30_000),
    st.integers(0, 60_000),
    st.integers(0, 60_000),
    st.integers(-5, 40_000),
)
def test_refunds_for_a_fault(
    status: OrderStatus, signed: datetime, now: datetime, total: int, one_cap: int, other_cap: int, asked: int
) -> None:
    agent, admin = sorted((one_cap, other_cap))
    rules = Rules(refund_caps=Caps(agent=agent, admin=admin))
    placed = _placed(status, "L1", signed, total)
    found = eligibility("create_refund", placed, None, PRODUCTS, rules, now, {"reason": "破了", "amount": asked})
    within = status in ("已签收", "已完成") and _day(now) <= _day(signed) + timedelta(days=15)
    payable = 0 < asked <= total
    needs = "agent" if asked <= agent else "admin" if asked <= admin else "nobody"
    assert found.allowed == (within and payable and needs != "nobody")
    if found.allowed:
        assert (found.needs, found.amount) == (needs, asked)


@given(statuses, moments, st.lists(statuses, unique=True, max_size=4))
def test_cancelling_is_allowed_in_exactly_the_statuses_of_the_rules(
    status: OrderStatus, now: datetime, cancellable: list[OrderStatus]
) -> None:
    rules = Rules(cancel_statuses=tuple(cancellable))
    found = eligibility("cancel_order", _placed(status, "L1", None), None, PRODUCTS, rules, now, {})
    assert found.allowed == (status in cancellable)


json_values = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)
)


@given(
    st.sampled_from(
        [
            "cancel_order", "change_address", "create_return", "create_exchange", "create_refund", "expedite_shipment",
            "issue_invoice", "issue_coupon", "?",
        ]
    ),
    statuses,
    st.none() | moments,
    moments,
    st.dictionaries(st.sampled_from(["reason", "amount", "items", "address", "want", "x"]), json_values),
)  # fmt: skip
def test_the_engine_is_total_and_a_refusal_always_says_why(
    name: str, status: OrderStatus, signed: datetime | None, now: datetime, args: dict[str, object]
) -> None:
    found = eligibility(name, _placed(status, "L1", signed), None, PRODUCTS, Rules(), now, args)
    assert found.reasons
    assert all(reason.endswith("。") for reason in found.reasons)
    assert (found.needs == "nobody") == (not found.allowed)
