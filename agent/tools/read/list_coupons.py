"""list_coupons."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.coupons import coupons_fact
from agent.tools.notices import NO_COUPONS, NO_SUCH_ORDER, SIGN_IN
from agent.tools.read.arguments import MaybeOneOrder


async def list_coupons(context: ToolContext, args: MaybeOneOrder) -> ToolOutput:
    """查当前顾客自己的优惠券：能不能用、为什么不能用。给订单号就按那笔订单的金额判断。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    order = None
    if args.order_no is not None:
        order = await context.orders.order(context.shop.id, context.customer_id, args.order_no)
        if order is None:
            return ToolOutput(notice=NO_SUCH_ORDER)
    categories = {p.sku: p.category for p in await context.orders.products(context.shop.id)} if order else {}
    coupons = await context.orders.coupons_of(context.shop.id, context.customer_id)
    return (
        ToolOutput(facts=(coupons_fact(coupons, order, context.now, categories),))
        if coupons
        else ToolOutput(notice=NO_COUPONS)
    )
