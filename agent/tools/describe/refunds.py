"""Refunds as facts."""

from datetime import datetime

from agent.rules.day_text import time_text
from domain.evidence import Fact
from domain.money import yuan_text
from domain.orders import Order, Refund

_STEPS_SHOWN = 2


def refund_fact(refund: Refund, order: Order | None, now: datetime) -> Fact:
    """How far a refund is, its amount and how the order was paid, which decides when money arrives."""
    kind = refund.type or "退款"
    lines = [
        f"{kind}单{refund.refund_no}（订单{refund.order_no}）目前是“{refund.status}”，金额{yuan_text(refund.amount)}元。"
    ]
    shown = refund.timeline[-_STEPS_SHOWN:]
    lines += [f"{time_text(step.time, now)} {step.text.rstrip('。')}。" for step in reversed(shown)]
    if refund.applied_at and all(step.time != refund.applied_at for step in shown):
        lines.append(f"{time_text(refund.applied_at, now)}提交申请。")
    pay_method = order.pay_method if order else ""
    if pay_method:
        lines.append(f"这笔订单的支付方式是{pay_method}。")
    return Fact(
        evidence_id="f1",
        tool="get_refund",
        ref=refund.refund_no,
        at=now,
        lines=tuple(lines),
        data={
            "refund_no": refund.refund_no,
            "order_no": refund.order_no,
            "type": refund.type,
            "status": refund.status,
            "amount": refund.amount,
            "pay_method": pay_method,
            "applied_at": refund.applied_at.isoformat() if refund.applied_at else None,
            "updated_at": refund.updated_at.isoformat() if refund.updated_at else None,
        },
    )


def no_refund_fact(order: Order, now: datetime) -> Fact:
    """An order nothing was claimed for."""
    line = f"订单{order.order_no}目前没有退款或售后记录，订单状态是“{order.status}”。"
    data = {"order_no": order.order_no, "status": order.status}
    return Fact(evidence_id="f1", tool="get_refund", ref=order.order_no, at=now, lines=(line,), data={**data})
