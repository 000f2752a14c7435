"""Changes that move no goods back: address, expediting, invoices."""

from datetime import date

from agent.rules.case import Case, text_argument
from agent.rules.day_text import day_text
from agent.rules.exclusions import order_exclusion
from agent.rules.verdict import Eligibility, refused
from agent.rules.windows import Term, event_day
from domain.orders import OrderStatus
from domain.text.regions import province_of

_TOO_LATE_FOR_ADDRESS: dict[OrderStatus, tuple[str, str]] = {
    "已发货": ("订单已经发货，收货地址改不了了。", "可以联系快递尝试转寄，或者拒收后重新下单。"),
    "已签收": ("订单已经签收，不能再改地址。", ""),
    "退款中": ("订单正在退款，不能改地址。", ""),
    "已完成": ("订单已经完成，不能再改地址。", ""),
    "已取消": ("订单已经取消，不能改地址。", "需要的话可以重新下单。"),
}
_NO_EXPEDITING: dict[OrderStatus, tuple[str, str]] = {
    "待付款": ("订单还没有付款，付款后才会安排发货。", "请先完成付款。"),
    "已发货": ("订单已经发货了，不需要再催发货。", "可以查看物流进度。"),
    "已签收": ("订单已经签收了。", ""),
    "退款中": ("订单正在退款，不会再发货。", "可以查看退款进度。"),
    "已完成": ("订单已经完成了。", ""),
    "已取消": ("订单已经取消，不会发货。", "需要的话可以重新下单。"),
}


def may_change_address(case: Case) -> Eligibility:
    """By status, exclusions and where the shop delivers."""
    action, order, rules = "change_address", case.order, case.rules
    if order.status not in rules.address_change_statuses:
        why, instead = _TOO_LATE_FOR_ADDRESS.get(order.status, (f"订单现在是“{order.status}”，不能改地址。", ""))
        return refused(action, why, alternative=instead)
    if reason := order_exclusion(action, case):
        return refused(action, reason)
    address = text_argument(case.args, "address")
    if not address:
        return refused(action, "还不知道新的收货地址。", alternative="请发完整的新地址（省、市、区、街道门牌）。")
    if region := next((region for region in rules.no_delivery if region in address), None):
        return refused(action, f"店铺暂时不能发货到{region}。")
    if rules.address_change_same_province and _provinces_differ(order.address, address):
        return refused(
            action, "新地址和原地址不在同一个省，不能直接修改。", alternative="可以取消订单后用新地址重新下单。"
        )
    return Eligibility(action=action, allowed=True, reasons=(f"订单现在是“{order.status}”，可以修改收货地址。",))


def _provinces_differ(old: str, new: str) -> bool:
    before, after = province_of(old), province_of(new)
    # An unreadable province can't be shown to be the same one.
    return before is None or after is None or before != after


def may_expedite(case: Case) -> Eligibility:
    """By status."""
    action, order = "expedite_shipment", case.order
    if order.status not in case.rules.expedite_statuses:
        why, instead = _NO_EXPEDITING.get(order.status, (f"订单现在是“{order.status}”，暂时不能催发货。", ""))
        return refused(action, why, alternative=instead)
    if reason := order_exclusion(action, case):
        return refused(action, reason)
    return Eligibility(action=action, allowed=True, reasons=("订单还没有发出，可以催促仓库。",))


def may_invoice(case: Case) -> Eligibility:
    """By status, exclusions and the shop's window."""
    action, order, rules = "issue_invoice", case.order, case.rules
    if order.status not in rules.invoice_statuses:
        later = order.status == "待付款"
        return refused(
            action,
            f"订单现在是“{order.status}”，不能开发票。",
            alternative="付款后可以申请开票。" if later else "",
        )
    if reason := order_exclusion(action, case):
        return refused(action, reason)
    last_day = _invoice_last_day(case)
    if last_day and case.today > last_day:
        return refused(
            action, f"开票期限的最后一天是{day_text(last_day, case.today)}，现在已经过了。", last_day=last_day
        )
    reasons = [f"订单现在是“{order.status}”，可以申请开发票。"]
    if last_day:
        reasons.append(f"开票期限的最后一天是{day_text(last_day, case.today)}。")
    return Eligibility(action=action, allowed=True, reasons=tuple(reasons), last_day=last_day)


def _invoice_last_day(case: Case) -> date | None:
    window = case.rules.invoice_window
    if window is None:
        return None
    return Term(window.days, window.day_from, event_day(case, window.day_from)).last_day
