"""OrderBackend: only your own, each action once. Every adapter passes the same tests."""

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backends.orders.embedded import SqlOrderBackend
from backends.orders.http.signing import Auth
from backends.sql.database import connect_database
from backends.sql.shops import SqlShopStore
from domain.clock import FrozenClock
from domain.errors import StaleError
from domain.ids import CustomerId, ShopId
from domain.orders import (
    OrderBackend,
    ShopData,
)
from domain.shop import Shop
from tests.contract.order_adapters import ANNA, BERT, DATA, StoodUp, an_order, over_http, read_back
from tests.contract.samples import NOW, OTHER_SHOP, SHOP
from tests.postgres import fresh_database

ADAPTERS = [
    "imported data on SQLite",
    pytest.param("imported data on PostgreSQL", marks=pytest.mark.postgres),
    "orders.json read from a file",
    "HTTP with a bearer token",
    "HTTP with signatures",
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the schema in place; copying it is faster than migrating each time."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    connect_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=ADAPTERS)
async def stood_up(request: pytest.FixtureRequest, tmp_path: Path, template: Path) -> AsyncIterator[StoodUp]:
    """Both shops; the first one's orders behind the adapter."""
    for name in ("orders.db", "kefu.db"):
        shutil.copy(template, tmp_path / name)
    url = f"sqlite:///{tmp_path / 'orders.db'}"
    if "PostgreSQL" in request.param:
        url = fresh_database(request.getfixturevalue("postgres_server"), f"kefu_{uuid.uuid4().hex}")
    database = connect_database(url)
    for shop in (SHOP, OTHER_SHOP):
        await SqlShopStore(database).put_shop(Shop(id=shop))
    embedded = SqlOrderBackend(database, FrozenClock(NOW))
    await embedded.replace_data(SHOP, read_back(tmp_path) if "file" in request.param else DATA)
    try:
        if "HTTP" not in request.param:
            yield StoodUp(embedded, embedded)
            return
        auth: Auth = "hmac" if "signatures" in request.param else "bearer"
        async with over_http(embedded, tmp_path, auth) as backend:
            yield StoodUp(backend, embedded)
    finally:
        database.close()


@pytest.fixture
def backend(stood_up: StoodUp) -> OrderBackend:
    """The adapter under test."""
    return stood_up.backend


async def test_a_customer_reads_their_own(backend: OrderBackend) -> None:
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
async def test_foreign_and_absent_are_one_answer(backend: OrderBackend, shop: ShopId, order_no: str) -> None:
    assert await backend.order(shop, ANNA, order_no) is None
    assert await backend.shipments_of(shop, ANNA, order_no) == []
    assert await backend.refunds_of(shop, ANNA, order_no) == []
    answer = await backend.execute(shop, ANNA, "cancel_order", {"order_no": order_no}, "k")
    assert (answer.status, answer.message) == ("refused", "没有查到这笔订单，无法办理。")
    untouched = await backend.order(SHOP, BERT, "B1")
    assert untouched is not None
    assert untouched.status == "待发货"


async def test_a_cancelled_paid_order_has_a_refund_and_another_version(backend: OrderBackend) -> None:
    before = await backend.order(SHOP, ANNA, "T1")
    done = await backend.execute(SHOP, ANNA, "cancel_order", {"order_no": "T1"}, "k")
    after = await backend.order(SHOP, ANNA, "T1")
    assert before is not None
    assert after is not None
    assert (done.status, after.status) == ("done", "已取消")
    assert after.version != before.version
    (refund,) = await backend.refunds_of(SHOP, ANNA, "T1")
    assert (refund.refund_no, refund.amount, refund.applied_at) == (done.ref, 10800, NOW)


async def test_a_cancelled_unpaid_order_has_none(backend: OrderBackend) -> None:
    assert (await backend.execute(SHOP, ANNA, "cancel_order", {"order_no": "T3"}, "k")).status == "done"
    assert await backend.refunds_of(SHOP, ANNA, "T3") == []


async def test_the_same_key_changes_nothing_a_second_time(backend: OrderBackend) -> None:
    args = {"order_no": "T2", "amount": 1000, "reason": "破损"}
    first = await backend.execute(SHOP, ANNA, "create_refund", args, "k")
    assert await backend.execute(SHOP, ANNA, "create_refund", args, "k") == first
    assert [refund.amount for refund in await backend.refunds_of(SHOP, ANNA)] == [1000]


async def test_a_key_that_stands_for_another_action_brings_no_result_for_this_one(backend: OrderBackend) -> None:
    args = {"order_no": "T2", "amount": 1000, "reason": ""}
    await backend.execute(SHOP, ANNA, "create_refund", args, "k")
    try:
        again = await backend.execute(SHOP, ANNA, "create_refund", args | {"amount": 2000}, "k")
    except StaleError:
        pass
    else:
        # Over HTTP all that is known is 409: a person has to look.
        assert again.status == "unknown"
    assert [refund.amount for refund in await backend.refunds_of(SHOP, ANNA)] == [1000]


async def test_simultaneous_calls_with_one_key_have_one_effect(backend: OrderBackend) -> None:
    args = {"order_no": "T2", "amount": 1000, "reason": "破损"}
    together = (backend.execute(SHOP, ANNA, "create_refund", args, "k") for _ in range(8))
    results = await asyncio.gather(*together)
    assert len({result.ref for result in results}) == 1
    assert [refund.amount for refund in await backend.refunds_of(SHOP, ANNA)] == [1000]


async def test_an_action_changes_the_version_and_a_look_does_not(backend: OrderBackend) -> None:
    versions = []
    for look in range(3):
        order = await backend.order(SHOP, ANNA, "T1")
        assert order is not None
        versions.append(order.version)
        if look == 1:
            await backend.execute(SHOP, ANNA, "expedite_shipment", {"order_no": "T1"}, "k")
    assert versions[0] == versions[1] != versions[2]


async def test_a_number_is_a_text_and_nothing_else(backend: OrderBackend) -> None:
    for number in ("' OR '1'='1", "%", "*", "T1 ", "t1", "../T1", "T1&customer_id=b", "T1\n", "订单", "#", "?x=1"):
        assert await backend.order(SHOP, ANNA, number) is None
        assert await backend.orders_of(SHOP, CustomerId(number)) == []


async def test_refunds_never_add_up_to_more_than_was_paid(backend: OrderBackend) -> None:
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
    backend: OrderBackend, name: str, args: dict[str, object], status: str, order_status: str
) -> None:
    result = await backend.execute(SHOP, ANNA, name, args, "k")
    order = await backend.order(SHOP, ANNA, str(args["order_no"]))
    assert order is not None
    assert (result.status, order.status) == (status, order_status)
    assert result.message


async def test_a_second_return_is_refused_while_one_is_under_way(backend: OrderBackend) -> None:
    args = {"order_no": "T2", "items": ["茶杯"], "reason": "碎了"}
    assert (await backend.execute(SHOP, ANNA, "create_exchange", args, "k1")).status == "done"
    assert (await backend.execute(SHOP, ANNA, "create_return", args, "k2")).status == "refused"


async def test_a_part_comes_back_for_its_share(backend: OrderBackend) -> None:
    args = {"order_no": "T2", "items": ["s2"], "reason": ""}
    done = await backend.execute(SHOP, ANNA, "create_return", args, "k")
    (refund,) = await backend.refunds_of(SHOP, ANNA, "T2")
    assert (refund.refund_no, refund.amount) == (done.ref, 4000)


async def test_a_new_address_is_kept(backend: OrderBackend) -> None:
    args = {"order_no": "T1", "address": "新路2号", "receiver_phone": "1"}
    assert (await backend.execute(SHOP, ANNA, "change_address", args, "k")).status == "done"
    order = await backend.order(SHOP, ANNA, "T1")
    assert order is not None
    assert (order.address, order.receiver_phone, order.receiver_name) == ("新路2号", "1", "甲")


async def test_a_coupon_is_the_customers(backend: OrderBackend) -> None:
    done = await backend.execute(SHOP, ANNA, "issue_coupon", {"amount": 1500, "reason": "久等"}, "k")
    assert {c.coupon_id: c.amount for c in await backend.coupons_of(SHOP, ANNA)} == {"C1": 500, done.ref: 1500}


async def test_importing_again_updates_and_keeps_the_rest(stood_up: StoodUp) -> None:
    backend = stood_up.backend
    await stood_up.embedded.replace_data(SHOP, ShopData(orders=(an_order("T1", "已发货", day=3),)))
    assert [order.status for order in await backend.orders_of(SHOP, ANNA)] == ["已发货", "已签收", "待付款"]
