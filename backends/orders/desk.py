"""What an action works with: one shop, one customer, one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from backends.orders.rows import coupon_row, order_row, refund_row
from backends.sql.tables import coupons, orders, refunds
from domain.clock import CHINA
from domain.ids import CustomerId, ShopId
from domain.orders import Coupon, Order, Refund, RefundEvent
from domain.rules import Rules

VOID_WORDS = ("关闭", "取消", "撤销", "驳回", "拒绝", "失败")
"""Refund status is free text; these say that no money moved or will."""

ENDED_WORDS = (*VOID_WORDS, "完成", "已退款", "退款成功", "已到账", "已换货", "已寄出")
"""A case with one of these in its status is not under way any more."""


@dataclass(frozen=True)
class Desk:
    """Reads and writes the embedded data for one action."""

    connection: Connection
    shop: ShopId
    customer: CustomerId
    rules: Rules
    now: datetime
    key: str
    """Idempotency key: numbers are made from it, so that a repeated try can't create a second case."""

    def order(self, order_no: str) -> Order | None:
        """The customer's own order."""
        found = select(orders.c.body).where(
            orders.c.shop == self.shop, orders.c.customer_id == self.customer, orders.c.order_no == order_no
        )
        body = self.connection.execute(found).scalar_one_or_none()
        return None if body is None else Order.model_validate_json(body)

    def save(self, order: Order) -> None:
        """Store the changed order under a new version."""
        mine = update(orders).where(orders.c.shop == self.shop, orders.c.order_no == order.order_no)
        self.connection.execute(mine.values(order_row(self.shop, order)))

    def note(self, order: Order, text: str) -> None:
        """Add a line to what the shop's people read about the order."""
        line = f"[{self.now.astimezone(CHINA):%m-%d %H:%M}] {text}"
        self.save(order.model_copy(update={"seller_note": f"{order.seller_note}\n{line}".strip()}))

    def refunds(self, order: Order) -> list[Refund]:
        """The order's refund and return cases."""
        found = select(refunds.c.body).where(refunds.c.shop == self.shop, refunds.c.order_no == order.order_no)
        return [Refund.model_validate_json(body) for body in self.connection.execute(found).scalars()]

    def remaining(self, order: Order) -> int:
        """Fen that were paid and that no case has claimed."""
        if order.paid_at is None:
            return 0
        claimed = sum(r.amount for r in self.refunds(order) if not any(word in r.status for word in VOID_WORDS))
        return max(0, order.total - claimed)

    def has_open_case(self, order: Order) -> bool:
        """Whether a refund, return or exchange of the order is under way."""
        return any(not any(word in r.status for word in ENDED_WORDS) for r in self.refunds(order))

    def open_case(self, order: Order, kind: str, reason: str, amount: int, status: str, said: str) -> str:
        """Create a refund or return case; returns its number."""
        refund = Refund(
            refund_no=self.number("TK"),
            order_no=order.order_no,
            type=kind,
            reason=reason,
            amount=amount,
            status=status,
            applied_at=self.now,
            updated_at=self.now,
            timeline=(RefundEvent(time=self.now, text=said),),
        )
        self.connection.execute(insert(refunds), refund_row(self.shop, refund))
        return refund.refund_no

    def add_coupon(self, coupon: Coupon) -> None:
        """Store a new coupon."""
        self.connection.execute(insert(coupons), coupon_row(self.shop, coupon))

    def number(self, prefix: str) -> str:
        """A number for something new: the day and ten digits of the key's hash."""
        digits = int(hashlib.sha256(f"{self.shop}:{self.key}".encode()).hexdigest(), 16) % 10**10
        return f"{prefix}{self.now.astimezone(CHINA):%Y%m%d}{digits:010d}"
