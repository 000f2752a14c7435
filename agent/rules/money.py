"""How much of an order can be paid back."""

from collections.abc import Sequence

from agent.rules.case import Case
from agent.rules.reasons import reason_kind
from domain.orders import Order, OrderItem, Refund

# Refund status is free text; these words say that no money moved or will.
_VOID_WORDS = ("关闭", "取消", "撤销", "驳回", "拒绝", "失败")


def remaining(order: Order, refunds: Sequence[Refund]) -> int:
    """Fen of the order that no refund has claimed yet; nothing of an order that was never paid."""
    if order.paid_at is None:
        return 0
    claimed = sum(r.amount for r in refunds if r.order_no == order.order_no and not _void(r))
    return max(0, order.total - claimed)


def already_protected(order: Order, refunds: Sequence[Refund]) -> int:
    """Fen of the order that went back, or will, because its price had fallen."""
    mine = (r for r in refunds if r.order_no == order.order_no and not _void(r))
    return sum(r.amount for r in mine if reason_kind(r.reason) == "price_protection")


def share(case: Case, items: Sequence[OrderItem], *, with_freight: bool) -> int:
    """Fen paid for these items: their part of the goods after discount, with tax, and the freight when it is whole.

    Discount and tax are spread by price; rounding is down, so that parts never add up to more than was paid.
    """
    order = case.order
    goods = sum(item.unit_price * item.qty for item in order.items)
    whole = len(items) == len(order.items)
    paid_for_goods = order.total - order.freight
    if whole or goods <= 0:
        amount = order.total if with_freight else paid_for_goods
    else:
        amount = paid_for_goods * sum(item.unit_price * item.qty for item in items) // goods
    return max(0, min(amount, remaining(order, case.refunds)))


def _void(refund: Refund) -> bool:
    return any(word in refund.status for word in _VOID_WORDS)
