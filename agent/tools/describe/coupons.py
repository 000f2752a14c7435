"""Coupons as facts: usable or not, and why."""

import re
from collections.abc import Sequence
from datetime import datetime

from agent.rules.day_text import day_text
from domain.clock import CHINA
from domain.evidence import Fact
from domain.money import yuan_text
from domain.orders import Coupon, Order

_USED = re.compile("已使用|已用|used", re.IGNORECASE)
_EXPIRED = re.compile("过期|失效|作废|expired", re.IGNORECASE)


def why_not(coupon: Coupon, order: Order | None, now: datetime) -> str | None:
    """Why the coupon can't be used now (on this order); None when nothing speaks against it."""
    if _USED.search(coupon.status) and "未使用" not in coupon.status:
        return "已经使用过了"
    if _EXPIRED.search(coupon.status) or (coupon.valid_to is not None and coupon.valid_to < now):
        return "已经过期"
    if coupon.valid_from is not None and coupon.valid_from > now:
        return f"{_day(coupon.valid_from, now)}才开始生效"
    if order is not None and order.goods_amount < coupon.threshold:
        return f"这笔订单的商品金额{yuan_text(order.goods_amount)}元没有达到门槛"
    return None


def coupons_fact(coupons: Sequence[Coupon], order: Order | None, now: datetime) -> Fact:
    """The customer's coupons, usable ones first."""
    judged = sorted(((why_not(c, order, now), c) for c in coupons), key=lambda pair: pair[0] is not None)
    lines = tuple(_line(coupon, reason, now) for reason, coupon in judged)
    usable = [coupon.coupon_id for reason, coupon in judged if reason is None]
    return Fact(
        evidence_id="f1",
        tool="list_coupons",
        ref="",
        at=now,
        lines=lines,
        data={"usable": [*usable], "unusable": {c.coupon_id: reason for reason, c in judged if reason}},
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
