"""expedite_shipment."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import OnOrder
from agent.tools.write.proposing import propose_on_order


async def expedite_shipment(context: ToolContext, args: OnOrder) -> ToolOutput:
    """给还没发出的订单催发货，等客服确认后转给仓库。不要承诺具体的发货时间。"""
    return await propose_on_order(context, "expedite_shipment", args, "催发货")
