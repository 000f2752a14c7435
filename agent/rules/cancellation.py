"""May an order be cancelled?"""

from agent.rules.case import Case
from agent.rules.exclusions import order_exclusion
from agent.rules.money import remaining
from agent.rules.verdict import Eligibility, is_high_value, refused
from domain.money import yuan_text
from domain.orders import OrderStatus

_WHY_NOT: dict[OrderStatus, tuple[str, str]] = {
    "待付款": ("订单还没有付款，但店铺设置不支持在线取消。", "不付款的话订单到时间会自动关闭。"),
    "待发货": ("订单已经在备货，店铺设置不支持在线取消。", "可以等收到后再申请退货。"),
    "已发货": ("订单已经发货，不能直接取消。", "可以拒收，或者签收后按退货规则申请退货。"),
    "已签收": ("订单已经签收，不能取消。", "可以按退货规则申请退货。"),
    "退款中": ("订单的退款正在处理，不需要再取消。", "可以查看退款进度。"),
    "已完成": ("订单已经完成，不能取消。", "如果商品有问题，可以申请售后。"),
    "已取消": ("订单之前已经取消了，不需要再操作。", ""),
}


def may_cancel(case: Case) -> Eligibility:
    """By status, then by exclusions such as goods already declared to customs."""
    action, order = "cancel_order", case.order
    if order.status not in case.rules.cancel_statuses:
        why, instead = _WHY_NOT[order.status]
        return refused(action, why, alternative=instead)
    if reason := order_exclusion(action, case):
        return refused(action, reason)
    amount = remaining(order, case.refunds)
    words = f"订单现在是“{order.status}”，可以取消。"
    refund = f"取消后退回实付的{yuan_text(amount)}元。" if amount else "订单还没有付款，取消后不会产生费用。"
    return Eligibility(
        action=action,
        allowed=True,
        reasons=(words, refund),
        amount=amount,
        high_value=is_high_value(amount, case.rules),
    )
