"""create_return."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import SendBack
from agent.tools.write.proposing import propose_on_order


async def create_return(context: ToolContext, args: SendBack) -> ToolOutput:
    """申请退货退款，等客服确认后才生效。只退一部分商品时写 items。能不能退以工具返回的规则为准。"""
    goods = f"（{'、'.join(args.items)}）" if args.items else ""
    return await propose_on_order(context, "create_return", args, f"退货退款{goods}，原因“{args.reason}”")
