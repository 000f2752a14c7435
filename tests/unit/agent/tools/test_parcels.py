"""What is odd about a parcel, from what order and carrier say."""

from typing import Any

import pytest

from agent.tools.describe.shipments import anomalies, shipment_fact, unshipped_fact
from domain.orders import Order, Shipment, ShipmentEvent
from tests.unit.agent.tools.shop_world import DATA, NOW, ago

SENT = next(order for order in DATA.orders if order.status == "已发货")


def order(status: str, **more: Any) -> Order:
    return Order.model_validate(SENT.model_dump() | {"status": status, "shipped_at": ago(4)} | more)


def parcel(status: str, *events: tuple[float, str]) -> Shipment:
    scans = tuple(ShipmentEvent(time=ago(days), place="南京", text=text) for days, text in events)
    return Shipment(tracking_no="ZT1", order_no=SENT.order_no, carrier="中通", status=status, events=scans)


@pytest.mark.parametrize(
    ("status", "shipment", "odd"),
    [
        ("已发货", parcel("运输中", (1, "到达转运中心")), ()),
        ("已发货", parcel("运输中", (3, "到达转运中心")), ("stale",)),
        ("已发货", parcel(""), ("unscanned",)),
        ("已发货", parcel("已签收", (1, "已签收，本人签收")), ("signed_unrecorded",)),
        ("已发货", parcel("退回中", (1, "快件退回途中")), ("returned",)),
        ("已签收", parcel("派送中", (1, "快递员正在派送")), ("unsigned",)),
        ("已签收", parcel("运输中", (9, "到达转运中心，预计明日送达")), ("unsigned",)),
        ("已签收", parcel("已签收", (1, "已签收，门卫代收")), ("signed_by_other",)),
        ("已签收", parcel("已签收", (1, "已签收，本人签收")), ()),
        ("已签收", parcel(""), ()),
        ("已完成", parcel("运输中", (40, "到达转运中心")), ()),
    ],
)
def test_odd_is_what_stands_still_or_does_not_agree(status: str, shipment: Shipment, odd: tuple[str, ...]) -> None:
    assert anomalies(shipment, order(status), NOW) == odd


def test_an_order_sent_days_ago_without_any_scan_is_said_and_noted() -> None:
    fact = unshipped_fact(order("已发货"), NOW)
    assert fact.data["anomaly"] == ["unscanned"]
    assert "还没有物流记录" in fact.lines[-1]
    assert unshipped_fact(order("已发货", shipped_at=ago(1)), NOW).data["anomaly"] == []
    assert unshipped_fact(order("待发货"), NOW).data["anomaly"] == []


def test_an_oddity_is_told_with_its_day() -> None:
    said = shipment_fact(
        parcel(
            "",
        ),
        order("已发货"),
        NOW,
    ).lines[-1]
    assert "11月16日" in said
