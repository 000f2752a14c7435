"""Parcels as facts: what the carrier says, and where that doesn't add up."""

import re
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from agent.checks.injection import is_injection
from agent.rules.day_text import time_text
from agent.tools.describe.scan_text import scan_text
from domain.evidence import Fact
from domain.orders import Order, Shipment, ShipmentEvent

Anomaly = Literal["stale", "unscanned", "returned", "signed_by_other", "exception", "signed_unrecorded", "unsigned"]

STALE_AFTER = timedelta(hours=48)
"""Carriers scan a moving parcel at least daily; two days of silence are worth saying."""

_DELIVERED = re.compile("已?签收|已?妥投|已?送达|delivered", re.IGNORECASE)
_NOT_DELIVERED = re.compile("未签收|未妥投|待签收|拒签|派送")
_ANNOUNCED = re.compile("(?:预计|预估|将于?|即将|有望|最晚|尽快|准备|等待|为您)[^，,。；;]*")
_RETURNED = re.compile("退回|退件|拒收|拒签|返回寄件|转回|returned", re.IGNORECASE)
_BY_OTHER = re.compile("代收|代签|驿站|自提|快递柜|丰巢|菜鸟|门卫|保安|物业|邻居|他人|前台|超市|便利店|门口")
_EXCEPTION = re.compile("破损|异常|丢失|遗失|无法投递|无法派送|地址不详|错分|滞留|扣件|海关查验|问题件|延误")
_EVENTS_SHOWN = 3
_PLACE = 30
"""Characters; a longer place is no place."""

_ANOMALY_LINES: dict[Anomaly, str] = {
    "stale": "包裹从{when}之后没有新的物流记录。",
    "unscanned": "订单在{when}标记为已发货，到现在还没有物流记录。",
    "returned": "物流显示包裹正在退回或已退回寄件方。",
    "signed_by_other": "物流显示包裹不是本人当面签收。",
    "exception": "物流显示包裹有异常情况。",
    "signed_unrecorded": "物流显示已签收，但订单状态还没有更新。",
    "unsigned": "订单显示已签收，但物流里没有签收记录。",
}


def anomalies(shipment: Shipment, order: Order, now: datetime) -> tuple[Anomaly, ...]:
    """What a person should look at; empty for a parcel that goes its way."""
    last = shipment.events[-1] if shipment.events else None
    said = f"{shipment.status} {last.text if last else ''}"
    found: list[Anomaly] = []
    delivered = is_delivered(shipment)
    if _RETURNED.search(said):
        found.append("returned")
    elif delivered:
        found += ["signed_by_other"] if _BY_OTHER.search(said) else []
        found += ["signed_unrecorded"] if order.status == "已发货" else []
    elif order.status == "已发货":
        found += _silence(last, order, now)
    elif order.status == "已签收" and last is not None:
        found.append("unsigned")
    if not delivered and _EXCEPTION.search(said):
        found.append("exception")
    return tuple(found)


def _silence(last: ShipmentEvent | None, order: Order, now: datetime) -> list[Anomaly]:
    """Nothing new for days; or nothing at all since it is said to have been sent."""
    if last is not None:
        return ["stale"] if now - last.time > STALE_AFTER else []
    return ["unscanned"] if order.shipped_at and now - order.shipped_at > STALE_AFTER else []


def is_delivered(shipment: Shipment) -> bool:
    """Whether the carrier says so."""
    # 预计10月19日送达, 将于明日送达: announced, not done.
    said = f"{shipment.status} {_ANNOUNCED.sub('', shipment.events[-1].text) if shipment.events else ''}"
    return _DELIVERED.search(said) is not None and not _NOT_DELIVERED.search(shipment.status)


def shipment_fact(shipment: Shipment, order: Order, now: datetime) -> Fact:
    """The parcel's state, its last events with the newest first, and what is odd."""
    state = f"，目前状态是“{shipment.status}”" if shipment.status else ""
    lines = [
        f"{shipment.carrier}包裹{shipment.tracking_no}（订单{order.order_no}）{state}。".replace("）。", "）已发出。")
    ]
    for event in reversed(shipment.events[-_EVENTS_SHOWN:]):
        lines.append(_event_line(event, now))
    odd = anomalies(shipment, order, now)
    since = shipment.events[-1].time if shipment.events else order.shipped_at
    lines += [_ANOMALY_LINES[a].format(when=time_text(since, now) if since else "") for a in odd]
    return Fact(
        evidence_id="f1",
        tool="track_shipment",
        ref=shipment.tracking_no,
        at=now,
        lines=tuple(lines),
        data={
            "tracking_no": shipment.tracking_no,
            "order_no": order.order_no,
            "carrier": shipment.carrier,
            "status": shipment.status,
            "last_event_at": shipment.events[-1].time.isoformat() if shipment.events else None,
            "anomaly": list(odd),
            "delivered": is_delivered(shipment),
        },
    )


def unshipped_fact(order: Order, now: datetime) -> Fact:
    """An order without a parcel yet."""
    reason = {"待付款": "还没有付款，所以没有发货", "待发货": "还没有发货，暂时没有物流信息"}.get(
        order.status, "目前没有物流信息"
    )
    odd = _silence(None, order, now) if order.status == "已发货" else []
    sent = time_text(order.shipped_at, now) if order.shipped_at else ""
    lines = (f"订单{order.order_no}{reason}。", *(_ANOMALY_LINES[a].format(when=sent) for a in odd))
    data: dict[str, JsonValue] = {"order_no": order.order_no, "status": order.status, "anomaly": [*odd]}
    return Fact(evidence_id="f1", tool="track_shipment", ref=order.order_no, at=now, lines=lines, data=data)


def _event_line(event: ShipmentEvent, now: datetime) -> str:
    text, place = scan_text(event.text), event.place.strip()
    place = "" if is_injection(place) or len(place) > _PLACE else place
    said = f"{place}，{text}" if place and text and place not in text else text or place or "有新的物流记录"
    return f"{time_text(event.time, now)} {said}。"
