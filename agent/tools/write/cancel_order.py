"""cancel_order."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import OnOrder
from agent.tools.write.proposing import propose_on_order


async def cancel_order(context: ToolContext, args: OnOrder) -> ToolOutput:
    """申请取消顾客自己的一笔订单，等客服确认后才生效。只在顾客明确要取消时用，不要说已经取消。"""
    return await propose_on_order(context, "cancel_order", args, "取消订单")
