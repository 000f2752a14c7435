"""Actions on an order that has not arrived: cancel, another address, hurry; and its invoice."""

from typing import Any

from backends.orders.arguments import Arguments, ChangeAddress, IssueInvoice
from backends.orders.desk import Desk
from domain.money import yuan_text
from domain.orders import ActionResult, Order


def cancel_order(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """Cancel it and give back what was paid."""
    if order.status not in desk.rules.cancel_statuses:
        return _moved_on(order, "取消")
    amount, ref = desk.remaining(order), ""
    if amount:
        ref = desk.open_case(order, "仅退款", "取消订单", amount, "退款处理中", "订单已取消，退款处理中")
    desk.save(order.model_copy(update={"status": "已取消"}))
    refund = f"{yuan_text(amount)}元将原路退回，退款单号{ref}。" if amount else "这笔订单没有需要退回的款项。"
    return ActionResult(status="done", message=f"订单{order.order_no}已取消，{refund}", ref=ref)


def change_address(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """Send it somewhere else."""
    assert isinstance(arguments, ChangeAddress)
    if order.status not in desk.rules.address_change_statuses:
        return _moved_on(order, "修改地址")
    change: dict[str, Any] = {"address": arguments.address}
    if arguments.receiver_name:
        change["receiver_name"] = arguments.receiver_name
    if arguments.receiver_phone:
        change["receiver_phone"] = arguments.receiver_phone
    desk.save(order.model_copy(update=change))
    return ActionResult(status="done", message=f"订单{order.order_no}的收货信息已按您的要求修改。", ref=order.order_no)


def expedite_shipment(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """Ask the warehouse to hurry."""
    if order.status not in desk.rules.expedite_statuses:
        return _moved_on(order, "催发货")
    desk.note(order, "客户催发货，请优先处理")
    said = f"订单{order.order_no}已为您登记加急，仓库会优先处理。"
    return ActionResult(status="done", message=said, ref=order.order_no)


def issue_invoice(desk: Desk, order: Order, arguments: Arguments) -> ActionResult:
    """Ask for an invoice."""
    assert isinstance(arguments, IssueInvoice)
    if order.status not in desk.rules.invoice_statuses:
        return _moved_on(order, "开票")
    parts = [f"抬头：{arguments.title}"] if arguments.title else []
    parts += [f"税号：{arguments.tax_no}"] if arguments.tax_no else []
    desk.note(order, "开具发票" + (f"（{'，'.join(parts)}）" if parts else ""))
    return ActionResult(status="done", message=f"订单{order.order_no}的开票申请已登记。", ref=order.order_no)


def _moved_on(order: Order, wish: str) -> ActionResult:
    return ActionResult(status="refused", message=f"订单{order.order_no}现在的状态是{order.status}，不能再{wish}了。")
