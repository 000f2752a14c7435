"""Orders as facts."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import JsonValue

from agent.rules.day_text import time_text
from agent.tools.describe.masking import masked_address, masked_name, masked_phones
from domain.evidence import Fact
from domain.money import yuan_text
from domain.orders import Order, OrderItem, OrderStatus

MEANING: dict[OrderStatus, str] = {
    "待付款": "还没有付款，付款后才会安排发货",
    "待发货": "已经付款，仓库还没有发出",
    "已发货": "包裹已经寄出，还没有签收",
    "已签收": "包裹已经签收",
    "退款中": "退款正在处理",
    "已完成": "交易已经完成",
    "已取消": "订单已经取消",
}
_GOODS_SHOWN = 3
_TAIL = 4


def goods_text(items: tuple[OrderItem, ...]) -> str:
    """``明前龙井 100g×1、茶杯×2等5件``."""
    shown = "、".join(f"{i.name}{f' {i.spec}' if i.spec else ''}×{i.qty}" for i in items[:_GOODS_SHOWN])
    return shown if len(items) <= _GOODS_SHOWN else f"{shown}等{sum(i.qty for i in items)}件"


def choice_lines(orders: Sequence[Order], now: datetime) -> tuple[str, ...]:
    """Enough to choose by and no more; the tails are as long as it takes to tell these orders apart."""
    longest = max((len(order.order_no) for order in orders), default=_TAIL)
    digits = next(
        (n for n in range(_TAIL, longest) if len({order.order_no[-n:] for order in orders}) == len(orders)), longest
    )
    return tuple(choice_line(order, now, digits) for order in orders)


def choice_line(order: Order, now: datetime, digits: int = _TAIL) -> str:
    """Tail of the number, goods, date, status."""
    return (
        f"尾号{order.order_no[-digits:]}：{goods_text(order.items)}，"
        f"{time_text(order.created_at, now).split(' ')[0]}下单，{order.status}"
    )


def order_fact(order: Order, now: datetime, *, show_address: bool = False, show_prices: bool = False) -> Fact:
    """One order. The seller's note and extra fields stay out of it.

    Args:
        show_address: the customer asks for their own delivery address.
        show_prices: the customer asks what one piece cost.
    """
    method = f"（{order.pay_method}）" if order.pay_method else ""
    lines = [
        f"订单{order.order_no}（{goods_text(order.items)}）现在是“{order.status}”，{MEANING[order.status]}。",
        f"{_history(order, now)}，{_paid(order)}{yuan_text(order.total)}元{method}{_made_of(order)}。",
    ]
    if show_prices and order.items:
        each = "，".join(
            f"{i.name}{f' {i.spec}' if i.spec else ''}单价{yuan_text(i.unit_price)}元" for i in order.items
        )
        lines.append(f"{each}。")
    if order.address:
        lines += [_address_line(order)] if show_address else []
    return Fact(evidence_id="f1", tool="get_order", ref=order.order_no, at=now, lines=tuple(lines), data=_data(order))


def orders_fact(orders: tuple[Order, ...], now: datetime) -> Fact:
    """A list of orders, newest first."""
    lines = tuple(
        f"{line}，{_paid(order)}{yuan_text(order.total)}元。"
        for line, order in zip(choice_lines(orders, now), orders, strict=True)
    )
    data: dict[str, JsonValue] = {"orders": [{"order_no": o.order_no, "status": o.status} for o in orders]}
    return Fact(evidence_id="f1", tool="find_orders", ref="", at=now, lines=lines, data=data)


def _paid(order: Order) -> str:
    return "应付" if order.paid_at is None else "实付"


def _made_of(order: Order) -> str:
    """Freight and discount, where there are any."""
    parts = ((order.freight, "其中运费"), (order.discount, "已优惠"))
    return "".join(f"，{what}{yuan_text(amount)}元" for amount, what in parts if amount > 0)


def _history(order: Order, now: datetime) -> str:
    steps = (
        (order.created_at, "下单"),
        (order.paid_at, "付款"),
        (order.shipped_at, "发货"),
        (order.signed_at, "签收"),
    )
    return "，".join(f"{time_text(at, now)}{what}" for at, what in steps if at is not None)


def _address_line(order: Order) -> str:
    # The customer knows the rest; a screenshot of the chat should not give it away.
    receiver = f"，收件人{masked_name(order.receiver_name)}" if order.receiver_name else ""
    phone = f"，电话{masked_phones(order.receiver_phone)}" if order.receiver_phone else ""
    return f"收货地址是{masked_address(order.address)}{receiver}{phone}。"


def _data(order: Order) -> dict[str, JsonValue]:
    times = {
        name: at.isoformat() if at else None
        for name, at in (
            ("created_at", order.created_at),
            ("paid_at", order.paid_at),
            ("shipped_at", order.shipped_at),
            ("signed_at", order.signed_at),
            ("completed_at", order.completed_at),
        )
    }
    items: list[JsonValue] = [
        {"sku": i.sku, "name": i.name, "spec": i.spec, "qty": i.qty, "unit_price": i.unit_price} for i in order.items
    ]
    return {
        "order_no": order.order_no,
        "status": order.status,
        **times,
        "items": items,
        "total": order.total,
        "freight": order.freight,
        "pay_method": order.pay_method,
        "warehouse": order.warehouse,
        "tracking_no": order.tracking_no,
        "version": order.version,
    }
