"""May money be paid back without the goods coming back?"""

from datetime import date

from agent.rules.case import Case, amount_argument
from agent.rules.day_text import day_text
from agent.rules.exclusions import order_exclusion
from agent.rules.money import remaining, share
from agent.rules.price_protection import price_protection
from agent.rules.reasons import SHOPS_FAULT
from agent.rules.verdict import ASK_AN_AGENT, NO_EVENT_TIME, Eligibility, approver, is_high_value, refused
from agent.rules.windows import EVENT_WORDS, term
from domain.money import yuan_text
from domain.orders import OrderStatus

ACTION = "create_refund"

_NOT_NOW: dict[OrderStatus, tuple[str, str]] = {
    "待付款": ("订单还没有付款，没有可以退的金额。", "不想要的话可以取消订单。"),
    "待发货": ("订单还没有发货，不需要单独申请退款。", "可以直接取消订单，取消后退回实付金额。"),
    "退款中": ("订单已经有退款在处理，不能重复申请。", "可以查看退款进度。"),
    "已取消": ("订单已经取消，不能再申请退款。", "可以查看退款进度。"),
}


def may_refund(case: Case) -> Eligibility:
    """Refund only: for faults, parcels that never came, and price protection."""
    if case.reason == "price_protection":
        return _price_difference(case)
    if case.order.status in _NOT_NOW:
        why, instead = _NOT_NOW[case.order.status]
        return refused(ACTION, why, alternative=instead)
    if case.order.status == "已发货":
        return _on_the_way(case)
    if case.reason not in SHOPS_FAULT:
        return refused(ACTION, "没有质量问题的商品需要寄回后才能退款。", alternative="可以申请退货退款。")
    if case.reason == "not_received":
        return _amount(case, ("系统显示已经签收，需要先核实包裹去向。",), None, ("向快递核实签收人和签收地点。",))
    # What never came can't be sent back first, whatever the shop excludes.
    if case.reason != "missing_item" and (reason := order_exclusion(ACTION, case)):
        return refused(ACTION, reason, alternative="可以申请退货退款。")
    return _fault(case)


def _on_the_way(case: Case) -> Eligibility:
    if case.reason != "not_received":
        return refused(ACTION, "包裹还在路上，暂时不能退款。", alternative="可以拒收，或者签收后再申请退货。")
    return _amount(case, ("包裹还没有签收，退款前需要先核实物流情况。",), None, ("向快递核实包裹去向。",))


def _fault(case: Case) -> Eligibility:
    items = case.asked_items()
    if not items:
        return refused(ACTION, "这笔订单里没有您说的商品。", alternative="请告诉我是订单里的哪件商品。")
    terms = [t for item in items if (t := term("quality", case, item)) is not None]
    days = [t.last_day for t in terms if t.last_day]
    if not days:
        event = EVENT_WORDS[terms[0].day_from] if terms else "签收"
        return refused(ACTION, NO_EVENT_TIME.format(event=event), alternative=ASK_AN_AGENT)
    last = min(days)
    words = f"质量问题申请期限的最后一天是{day_text(last, case.today)}。"
    if case.today > last:
        return refused(ACTION, words, "现在已经超过期限。", alternative="请发照片给客服核实。", last_day=last)
    return _amount(case, (words,), last, ("核实质量问题的照片或视频。",))


def _amount(case: Case, reasons: tuple[str, ...], last_day: date | None, to_check: tuple[str, ...]) -> Eligibility:
    left = remaining(case.order, case.refunds)
    if left <= 0:
        return refused(ACTION, "这笔订单没有可以再退的金额。", last_day=last_day)
    asked = amount_argument(case.args)
    items = case.asked_items() or case.order.items
    amount = share(case, items, with_freight=True) if asked is None else asked
    if amount <= 0:
        return refused(ACTION, "退款金额要大于零。", last_day=last_day)
    if amount > left:
        return refused(
            ACTION,
            f"申请的金额超过了这笔订单可退的{yuan_text(left)}元。",
            alternative=f"最多可以申请{yuan_text(left)}元。",
            last_day=last_day,
        )
    return _capped(case, amount, reasons, last_day, to_check)


def _capped(
    case: Case, amount: int, reasons: tuple[str, ...], last_day: date | None, to_check: tuple[str, ...]
) -> Eligibility:
    needs = approver(amount, case.rules.refund_caps)
    allowed = needs != "nobody"
    return Eligibility(
        action=ACTION,
        allowed=allowed,
        reasons=(*reasons, f"退款金额{yuan_text(amount)}元。") if allowed else ("这笔退款金额较大，需要专人处理。",),
        last_day=last_day,
        needs=needs,
        alternative="" if allowed else "为您转给专人跟进。",
        amount=amount,
        high_value=is_high_value(amount, case.rules) or not allowed,
        to_check=to_check,
    )


def _price_difference(case: Case) -> Eligibility:
    found = price_protection(case)
    if not found.allowed:
        return refused(ACTION, *found.reasons, alternative=found.alternative, last_day=found.last_day)
    asked = amount_argument(case.args)
    if asked is not None and not 0 < asked <= found.difference:
        limit = f"价格保护最多退差价{yuan_text(found.difference)}元。"
        return refused(ACTION, limit, last_day=found.last_day)
    amount = found.difference if asked is None else asked
    return _capped(case, amount, found.reasons, found.last_day, ("核对现在的商品页价格，券、满减和赠品不算降价。",))
