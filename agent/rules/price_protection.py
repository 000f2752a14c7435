"""Price protection: the difference to today's catalogue price, within the shop's window."""

from datetime import date

from agent.rules.case import Case
from agent.rules.day_text import day_text
from agent.rules.exclusions import order_exclusion
from agent.rules.money import already_protected, remaining
from agent.rules.verdict import ASK_AN_AGENT, NO_EVENT_TIME
from agent.rules.windows import EVENT_WORDS, term
from domain.model import Frozen
from domain.money import yuan_text


class PriceProtection(Frozen):
    """What price protection comes to for an order."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    alternative: str = ""
    last_day: date | None = None
    difference: int = 0
    """Fen."""


def price_protection(case: Case) -> PriceProtection:
    """Compare unit prices paid with the catalogue's, for each item of the order still protected."""
    if case.order.status in ("待付款", "已取消", "退款中"):
        return PriceProtection(allowed=False, reasons=(f"订单现在是“{case.order.status}”，不能申请价格保护。",))
    if reason := order_exclusion("create_refund", case):
        return PriceProtection(allowed=False, reasons=(reason,))
    terms = [(item, t) for item in case.asked_items() if (t := term("price_protection", case, item)) is not None]
    if not terms:
        return PriceProtection(allowed=False, reasons=("这笔订单没有价格保护。",))
    dated = [(item, t, last) for item, t in terms if (last := t.last_day) is not None]
    if not dated:
        event = EVENT_WORDS[terms[0][1].day_from]
        return PriceProtection(allowed=False, reasons=(NO_EVENT_TIME.format(event=event),), alternative=ASK_AN_AGENT)
    _, window, last_day = max(dated, key=lambda each: each[2])
    words = f"价格保护从{EVENT_WORDS[window.day_from]}起{window.days}天，最后一天是{day_text(last_day, case.today)}。"
    protected = [item for item, _, last in dated if case.today <= last]
    if not protected:
        return PriceProtection(allowed=False, reasons=(words, "现在已经过了价保期。"), last_day=last_day)
    drops = sum(_drop(case, item.sku, item.unit_price) * item.qty for item in protected)
    granted = already_protected(case.order, case.refunds)
    difference = min(drops - granted, remaining(case.order, case.refunds))
    if difference <= 0 and drops > 0 and granted:
        told = f"差价之前已经申请过{yuan_text(granted)}元，目前没有新的差价可以退。"
        return PriceProtection(allowed=False, reasons=(words, told), last_day=last_day)
    if difference <= 0:
        return PriceProtection(
            allowed=False, reasons=(words, "目前的商品价格没有低于您的成交单价。"), last_day=last_day
        )
    reasons = (words, f"按现在的商品价格，可以退差价{yuan_text(difference)}元。")
    return PriceProtection(allowed=True, reasons=reasons, last_day=last_day, difference=difference)


def _drop(case: Case, sku: str, paid: int) -> int:
    product = case.products.get(sku) if sku else None
    # A catalogue price of nought means that it isn't known.
    return max(0, paid - product.price) if product and product.price > 0 else 0
