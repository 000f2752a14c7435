"""Coupons as facts: usable or not, and why."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from agent.rules.day_text import day_text
from agent.tools.describe.coupon_scope import within_scope
from domain.clock import CHINA
from domain.evidence import Fact
from domain.money import yuan_text
from domain.orders import Coupon, Order

_USED = re.compile("已使用|已用|used", re.IGNORECASE)
_EXPIRED = re.compile("过期|失效|作废|expired", re.IGNORECASE)


def why_not(
    coupon: Coupon, order: Order | None, now: datetime, categories: Mapping[str, str] | None = None
) -> str | None:
    """Why the coupon can't be used now (on this order); None when nothing speaks against it.

    Args:
        coupon: to be judged.
        order: it would be used on.
        now: on the shop's clock.
        categories: of the shop's goods by sku, for what a coupon is limited to.
    """
    if _USED.search(coupon.status) and "未使用" not in coupon.status:
        return "已经使用过了"
    if _EXPIRED.search(coupon.status) or (coupon.valid_to is not None and coupon.valid_to < now):
        return "已经过期"
    if coupon.valid_from is not None and coupon.valid_from > now:
        return f"{_day(coupon.valid_from, now)}才开始生效"
    if order is None:
        return None
    items = within_scope(coupon.scope, order.items, categories or {})
    if not items:
        return "这笔订单里没有适用范围内的商品"
    amount = order.goods_amount if len(items) == len(order.items) else sum(i.unit_price * i.qty for i in items)
    if amount < coupon.threshold:
        what = "这笔订单的商品金额" if len(items) == len(order.items) else "这笔订单里适用商品的金额"
        return f"{what}{yuan_text(amount)}元没有达到门槛"
    return None


def coupons_fact(
    coupons: Sequence[Coupon], order: Order | None, now: datetime, categories: Mapping[str, str] | None = None
) -> Fact:
    """The customer's coupons, usable ones first."""
    judged = sorted(((why_not(c, order, now, categories), c) for c in coupons), key=lambda pair: pair[0] is not None)
    lines = tuple(_line(coupon, reason, now) for reason, coupon in judged)
    usable = [coupon.coupon_id for reason, coupon in judged if reason is None]
    return Fact(
        evidence_id="f1",
        tool="list_coupons",
        ref="",
        at=now,
        lines=lines,
        data={
            "order_no": order.order_no if order else None,
            "usable": [*usable],
            "unusable": {c.coupon_id: reason for reason, c in judged if reason},
        },
    )


def _line(coupon: Coupon, reason: str | None, now: datetime) -> str:
    condition = f"满{yuan_text(coupon.threshold)}元减" if coupon.threshold else "无门槛减"
    scope = f"，适用范围：{coupon.scope}" if coupon.scope else ""
    until = f"，有效期到{_day(coupon.valid_to, now)}" if coupon.valid_to and reason is None else ""
    state = "可以使用" if reason is None else f"不能使用，{reason}"
    note = f"（{coupon.note.rstrip('。')}）" if coupon.note else ""
    return f"{coupon.name or '优惠券'}：{condition}{yuan_text(coupon.amount)}元{scope}，{state}{until}{note}。"


def _day(at: datetime, now: datetime) -> str:
    return day_text(at.astimezone(CHINA).date(), now.astimezone(CHINA).date())
