"""get_refund."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.refunds import no_refund_fact, refund_fact
from agent.tools.notices import NO_REFUND, NO_SUCH_ORDER, SIGN_IN
from agent.tools.read.arguments import MaybeOneOrder
from domain.orders import Order, Refund

MOST_SHOWN = 3


async def get_refund(context: ToolContext, args: MaybeOneOrder) -> ToolOutput:
    """查当前顾客自己的退款和售后进度、金额、原支付方式。给订单号只查那一笔，不给就查最近的几笔。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    shop, customer = context.shop.id, context.customer_id
    if args.order_no is not None:
        order = await context.orders.order(shop, customer, args.order_no)
        if order is None:
            return ToolOutput(notice=NO_SUCH_ORDER)
        return refunds_told(context, [order], await context.orders.refunds_of(shop, customer, order.order_no))
    refunds = await context.orders.refunds_of(shop, customer)
    if not refunds:
        return ToolOutput(notice=NO_REFUND)
    return refunds_told(context, await context.orders.orders_of(shop, customer), refunds[:MOST_SHOWN])


def refunds_told(context: ToolContext, orders: list[Order], refunds: list[Refund]) -> ToolOutput:
    """Refunds already at hand, with the orders they belong to."""
    by_no = {order.order_no: order for order in orders}
    if not refunds:
        return ToolOutput(facts=tuple(no_refund_fact(order, context.now) for order in orders))
    return ToolOutput(facts=tuple(refund_fact(r, by_no.get(r.order_no), context.now) for r in refunds))
