"""create_exchange."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import SendBack
from agent.tools.write.proposing import propose_on_order


class CreateExchange(SendBack):
    """Goods come back for others."""

    want: Annotated[str, Field(max_length=100, description="想换成什么：尺码、颜色、规格")] | None = None


async def create_exchange(context: ToolContext, args: CreateExchange) -> ToolOutput:
    """申请换货，等客服确认后才生效。want 写顾客想换成的规格，没说就不填。"""
    want = f"，换成“{args.want}”" if args.want else ""
    return await propose_on_order(context, "create_exchange", args, f"换货{want}，原因“{args.reason}”")
