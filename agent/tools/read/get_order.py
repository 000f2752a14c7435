"""get_order."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.describe.orders import order_fact
from agent.tools.notices import NO_SUCH_ORDER, SIGN_IN
from agent.tools.read.arguments import OneOrder


async def get_order(context: ToolContext, args: OneOrder) -> ToolOutput:
    """查当前顾客自己一笔订单的状态、商品、金额和各个时间。订单号不属于这位顾客时查不到，不要换别的号码再试。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    order = await context.orders.order(context.shop.id, context.customer_id, args.order_no)
    return ToolOutput(facts=(order_fact(order, context.now),)) if order else ToolOutput(notice=NO_SUCH_ORDER)
