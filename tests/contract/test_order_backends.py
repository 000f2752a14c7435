"""OrderBackend: only your own, each action once."""

from datetime import datetime

import pytest

from backends.orders.embedded import SqlOrderBackend
from backends.sql.database import Database
from backends.sql.shops import SqlShopStore
from domain.clock import CHINA, FrozenClock
from domain.ids import CustomerId, ShopId
from domain.orders import (
    Coupon,
    Customer,
    Order,
    OrderItem,
    OrderStatus,
    Product,
    Refund,
    Shipment,
    ShopData,
    StockLine,
)
from domain.shop import Shop
from tests.contract.samples import NOW, OTHER_SHOP, SHOP

ANNA, BERT = CustomerId("a"), CustomerId("b")


def _order(order_no: str, status: OrderStatus, owner: CustomerId = ANNA, day: int = 1, paid: bool = True) -> Order:
    at = datetime(2026, 11, day, 9, 0, tzinfo=CHINA)
    items = (
        OrderItem(sku="s1", name="红茶", unit_price=3000, qty=2),
        OrderItem(sku="s2", name="茶杯", unit_price=4000),
    )
    return Order(
        order_no=order_no,
        customer_id=owner,
        status=status,
        created_at=at,
        paid_at=at if paid else None,
        items=items,
        goods_amount=10000,
        freight=800,
        total=10800,
        receiver_name="甲",
        address="某路1号",
        seller_note="老客户",
        extra={"channel": "直播"},
    )


DATA = ShopData(
    customers=(Customer(id=ANNA, name="甲"), Customer(id=BERT, name="乙")),
    products=(Product(sku="s1", name="红茶", price=3000), Product(sku="s2", name="茶杯", price=4000)),
    orders=(
        _order("T1", "待发货", day=3),
        _order("T2", "已签收", day=2),
        _order("T3", "待付款", day=1, paid=False),
        _order("B1", "待发货", BERT),
    ),
    shipments=(Shipment(tracking_no="P2", order_no="T2"), Shipment(tracking_no="PB", order_no="B1")),
    refunds=(Refund(refund_no="R1", order_no="B1", amount=1),),
    stock=(StockLine(sku="s1", warehouse="东", qty=3), StockLine(sku="s1", warehouse="西", qty=0)),
    coupons=(Coupon(coupon_id="C1", customer_id=ANNA, amount=500), Coupon(coupon_id="C2", customer_id=BERT)),
)


@pytest.fixture
async def backend(database: Database) -> SqlOrderBackend:
    for shop in (SHOP, OTHER_SHOP):
        await SqlShopStore(database).put_shop(Shop(id=shop))
    made = SqlOrderBackend(database, FrozenClock(NOW))
    await made.replace_data(SHOP, DATA)
    return made


async def test_a_customer_reads_their_own(backend: SqlOrderBackend) -> None:
    assert await backend.customer(SHOP, ANNA) == DATA.customers[0]
    assert [order.order_no for order in await backend.orders_of(SHOP, ANNA)] == ["T1", "T2", "T3"]
    order = await backend.order(SHOP, ANNA, "T2")
    assert order is not None
    assert order.model_copy(update={"version": ""}) == DATA.orders[1]
    assert len(order.version) == 16
    assert [parcel.tracking_no for parcel in await backend.shipments_of(SHOP, ANNA, "T2")] == ["P2"]
    assert [coupon.coupon_id for coupon in await backend.coupons_of(SHOP, ANNA)] == ["C1"]
    assert await backend.products(SHOP) == list(DATA.products)
    assert [line.warehouse for line in await backend.stock(SHOP, ("s1", "s9"))] == ["东", "西"]
    assert await backend.stock(SHOP, ()) == []


@pytest.mark.parametrize(("shop", "order_no"), [(SHOP, "B1"), (SHOP, "X9"), (OTHER_SHOP, "T1")])
async def test_foreign_and_absent_are_one_answer(backend: SqlOrderBackend, shop: ShopId, order_no: str) -> None:
    assert await backend.order(shop, ANNA, order_no) is None
    assert await backend.shipments_of(shop, ANNA, order_no) == []
    assert await backend.refunds_of(shop, ANNA, order_no) == []
    answer = await backend.execute(shop, ANNA, "cancel_order", {"order_no": order_no}, "k")
    assert (answer.status, answer.message) == ("refused", "没有查到这笔订单，无法办理。")
    untouched = await backend.order(SHOP, BERT, "B1")
    assert untouched is not None
    assert untouched.status == "待发货"


async def test_a_cancelled_paid_order_has_a_refund_and_another_version(backend: SqlOrderBackend) -> None:
    before = await backend.order(SHOP, ANNA, "T1")
    done = await backend.execute(SHOP, ANNA, "cancel_order", {"order_no": "T1"}, "k")
    after = await backend.order(SHOP, ANNA, "T1")
    assert before is not None
    assert after is not None
    assert (done.status, after.status) == ("done", "已取消")
    assert after.version != before.version
    (refund,) = await backend.refunds_of(SHOP, ANNA, "T1")
    assert (refund.refund_no, refund.amount, refund.applied_at) == (done.ref, 10800, NOW)


async def test_a_cancelled_unpaid_order_has_none(backend: SqlOrderBackend) -> None:
    assert (await backend.execute(SHOP, ANNA, "cancel_order", {"order_no": "T3"}, "k")).status == "done"
    assert await backend.refunds_of(SHOP, ANNA, "T3") == []


async def test_the_same_key_changes_nothing_a_second_time(backend: SqlOrderBackend) -> None:
    args = {"order_no": "T2", "amount": 1000, "reason": "破损"}
    first = await backend.execute(SHOP, ANNA, "create_refund", args, "k")
    assert await backend.execute(SHOP, ANNA, "create_refund", args, "k") == first
    assert [refund.amount for refund in await backend.refunds_of(SHOP, ANNA)] == [1000]


async def test_refunds_never_add_up_to_more_than_was_paid(backend: SqlOrderBackend) -> None:
    for number, (amount, expected) in enumerate(((10000, "done"), (801, "refused"), (800, "done"), (1, "refused"))):
        args = {"order_no": "T2", "amount": amount, "reason": ""}
        assert (await backend.execute(SHOP, ANNA, "create_refund", args, f"k{number}")).status == expected


@pytest.mark.parametrize(
    ("name", "args", "status", "order_status"),
    [
        ("cancel_order", {"order_no": "T2"}, "refused", "已签收"),
        ("change_address", {"order_no": "T2", "address": "新路2号"}, "refused", "已签收"),
        ("change_address", {"order_no": "T1"}, "refused", "待发货"),
        ("expedite_shipment", {"order_no": "T1"}, "done", "待发货"),
        ("expedite_shipment", {"order_no": "T2"}, "refused", "已签收"),
        ("create_return", {"order_no": "T1", "reason": ""}, "refused", "待发货"),
        ("create_return", {"order_no": "T2", "reason": ""}, "done", "退款中"),
        ("create_exchange", {"order_no": "T2", "reason": "", "want": "大号"}, "done", "已签收"),
        ("issue_invoice", {"order_no": "T2", "title": "某公司"}, "done", "已签收"),
        ("issue_invoice", {"order_no": "T3"}, "refused", "待付款"),
        ("create_refund", {"order_no": "T3", "reason": ""}, "refused", "待付款"),
        ("create_refund", {"order_no": "T2", "amount": -5, "reason": ""}, "refused", "已签收"),
        ("drop_table", {"order_no": "T2"}, "refused", "已签收"),
    ],
)
async def test_each_action_does_what_the_order_allows(
    backend: SqlOrderBackend, name: str, args: dict[str, object], status: str, order_status: str
) -> None:
    result = await backend.execute(SHOP, ANNA, name, args, "k")
    order = await backend.order(SHOP, ANNA, str(args["order_no"]))
    assert order is not None
    assert (result.status, order.status) == (status, order_status)
    assert result.message


async def test_a_second_return_is_refused_while_one_is_under_way(backend: SqlOrderBackend) -> None:
    args = {"order_no": "T2", "items": ["茶杯"], "reason": "碎了"}
    assert (await backend.execute(SHOP, ANNA, "create_exchange", args, "k1")).status == "done"
    assert (await backend.execute(SHOP, ANNA, "create_return", args, "k2")).status == "refused"


async def test_a_part_comes_back_for_its_share(backend: SqlOrderBackend) -> None:
    args = {"order_no": "T2", "items": ["s2"], "reason": ""}
    done = await backend.execute(SHOP, ANNA, "create_return", args, "k")
    (refund,) = await backend.refunds_of(SHOP, ANNA, "T2")
    assert (refund.refund_no, refund.amount) == (done.ref, 4000)


async def test_a_new_address_is_kept(backend: SqlOrderBackend) -> None:
    args = {"order_no": "T1", "address": "新路2号", "receiver_phone": "1"}
    assert (await backend.execute(SHOP, ANNA, "change_address", args, "k")).status == "done"
    order = await backend.order(SHOP, ANNA, "T1")
    assert order is not None
    assert (order.address, order.receiver_phone, order.receiver_name) == ("新路2号", "1", "甲")


async def test_a_coupon_is_the_customers(backend: SqlOrderBackend) -> None:
    done = await backend.execute(SHOP, ANNA, "issue_coupon", {"amount": 1500, "reason": "久等"}, "k")
    assert {c.coupon_id: c.amount for c in await backend.coupons_of(SHOP, ANNA)} == {"C1": 500, done.ref: 1500}


async def test_importing_again_updates_and_keeps_the_rest(backend: SqlOrderBackend) -> None:
    await backend.replace_data(SHOP, ShopData(orders=(_order("T1", "已发货", day=3),)))
    assert [order.status for order in await backend.orders_of(SHOP, ANNA)] == ["已发货", "已签收", "待付款"]
