"""Parcel tracking by Kuaidi100, against a double that verifies the signature."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest

from backends.orders.kuaidi100.codes import STATES, carrier_code, state_words
from backends.orders.kuaidi100.service import Kuaidi100, query_signature
from backends.orders.tracked import TrackedOrders
from domain.clock import CHINA
from domain.connections import Credential, LogisticsLink
from domain.errors import UnavailableError
from domain.ids import CustomerId, ShopId
from domain.orders import Order, Shipment, ShipmentEvent, ShopData
from tests.integration.backends.orders.kuaidi100_double import CUSTOMER, KEY, Kuaidi100Double, tracking_service
from tests.unit.agent.tools.merchant_double import MerchantDouble

PARCEL = Shipment(tracking_no="ZT1", order_no="T1", carrier="中通快递", status="已发出")
SHOP, ANNA, BERT = ShopId("laden"), CustomerId("a"), CustomerId("b")


@asynccontextmanager
async def service(key: str = KEY, **settings: Any) -> AsyncIterator[tuple[Kuaidi100Double, Kuaidi100]]:
    with tracking_service() as (double, url):
        link = LogisticsLink(customer=CUSTOMER, url=url, credential=Credential(env="KEFU_SECRET_K"), **settings)
        made = Kuaidi100(link, key)
        yield double, made
        await made.close()


def test_the_signature_is_md5_of_param_key_and_customer_in_capitals() -> None:
    assert query_signature("a", "b", "c") == "900150983CD24FB0D6963F7D28E17F72"


async def test_scans_come_oldest_first_with_the_state_in_words() -> None:
    async with service() as (double, tracking):
        found = await tracking.track(PARCEL, "138 0000 1234")
    assert (found.status, found.order_no) == ("在途", "T1")
    assert [event.text for event in found.events] == ["【南京】已揽收", "离开【杭州中转】"]
    assert found.events[0].time == datetime(2026, 11, 18, 20, 1, 2, tzinfo=CHINA)
    assert double.asked[0]["phone"] == "1234"


async def test_a_wrong_key_is_refused_and_said() -> None:
    async with service(key="wrong") as (_, tracking):
        with pytest.raises(UnavailableError, match="503"):
            await tracking.track(PARCEL, "")


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>", b"[]", b'{"nu":"ZT1","state":3}', b'{"nu":"ZT1","state":"x"}', b'{"nu":"OTHER","state":"3"}',
     b'{"nu":"ZT1","state":"3","data":[{"time":"gestern"}]}', b'{"nu":"ZT1","data":"none"}'],
)  # fmt: skip
async def test_an_answer_that_does_not_fit_is_refused(raw: bytes) -> None:
    async with service() as (double, tracking):
        double.raw = raw
        with pytest.raises(UnavailableError):
            await tracking.track(PARCEL, "")


@pytest.mark.parametrize(("raw", "asked"), [(b"<html>", 3), (b'{"nu":"ZT1","returnCode":"500"}', 5)])
async def test_nonsense_counts_as_no_answer_and_a_refusal_as_one(raw: bytes, asked: int) -> None:
    async with service() as (double, tracking):
        double.raw = raw
        for _ in range(5):
            with pytest.raises(UnavailableError):
                await tracking.track(PARCEL, "")
    assert len(double.asked) == asked


async def test_a_parcel_is_asked_for_once_within_its_time() -> None:
    async with service() as (double, tracking):
        await tracking.track(PARCEL, "")
        again = await tracking.track(PARCEL.model_copy(update={"order_no": "T9"}), "")
        assert (again.order_no, again.status, len(double.asked)) == ("T9", "在途", 1)
    async with service(cache_seconds=0) as (double, tracking):
        await tracking.track(PARCEL, "")
        await tracking.track(PARCEL, "")
        assert len(double.asked) == 2


async def test_an_unknown_carrier_is_not_guessed_and_the_shop_can_name_it() -> None:
    parcel = PARCEL.model_copy(update={"carrier": "小村速运"})
    async with service() as (double, tracking):
        with pytest.raises(UnavailableError, match=r"logistics\.carriers"):
            await tracking.track(parcel, "")
        assert double.asked == []
    async with service(carriers={"小村速运": "xiaocun"}) as (double, tracking):
        await tracking.track(parcel, "")
        assert double.asked[0]["com"] == "xiaocun"


def _shop(*parcels: Shipment) -> MerchantDouble:
    at = datetime(2026, 11, 17, 9, tzinfo=CHINA)
    order = Order(
        order_no="T1", customer_id=ANNA, status="已发货", created_at=at, tracking_no="ZT1", receiver_phone="13900005678"
    )
    return MerchantDouble(ShopData(orders=(order,), shipments=parcels))


async def test_only_the_owners_parcels_are_looked_up() -> None:
    async with service() as (double, tracking):
        orders = TrackedOrders(_shop(PARCEL), tracking)
        assert await orders.shipments_of(SHOP, BERT, "T1") == []
        assert double.asked == []
        (found,) = await orders.shipments_of(SHOP, ANNA, "T1")
        assert (found.status, double.asked[0]["phone"]) == ("在途", "5678")


async def test_without_the_service_the_parcel_is_told_as_the_order_system_has_it() -> None:
    async with service() as (double, tracking):
        double.status = 500
        assert await TrackedOrders(_shop(PARCEL), tracking).shipments_of(SHOP, ANNA, "T1") == [PARCEL]


async def test_what_the_order_system_knows_later_is_not_overwritten_by_older_scans() -> None:
    late = ShipmentEvent(time=datetime(2026, 11, 19, 12, tzinfo=CHINA), text="已签收")
    signed = PARCEL.model_copy(update={"status": "已签收", "events": (late,)})
    async with service() as (_, tracking):
        assert await TrackedOrders(_shop(signed), tracking).shipments_of(SHOP, ANNA, "T1") == [signed]


def test_codes_of_carriers_and_states() -> None:
    names = ("顺丰速运", "中通", "京东物流", "EMS", "ems", "yunda", "德邦快递", "飞鸽")
    codes = ["shunfeng", "zhongtong", "jd", "ems", "ems", "yunda", "debangkuaidi", None]
    assert [carrier_code(name, {}) for name in names] == codes
    words = ["已签收", "投柜或站签收", "疑难", "状态未知", "状态未知"]
    assert [state_words(state) for state in ("3", "304", "299", "999", "")] == words
    assert all(STATES.values())
