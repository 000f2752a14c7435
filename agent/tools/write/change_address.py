"""change_address."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import OnOrder
from agent.tools.write.proposing import propose_on_order


class ChangeAddress(OnOrder):
    """Where to and to whom."""

    address: Annotated[str, Field(min_length=5, max_length=300, description="完整的新地址")]
    receiver_name: Annotated[str, Field(max_length=50)] | None = None
    receiver_phone: Annotated[str, Field(max_length=30)] | None = None


async def change_address(context: ToolContext, args: ChangeAddress) -> ToolOutput:
    """申请修改顾客自己一笔订单的收货地址、收件人或电话，等客服确认后才生效。地址不完整时先问清楚，不要自己补。"""
    receiver = "".join(f"，{part}" for part in (args.receiver_name, args.receiver_phone) if part)
    return await propose_on_order(context, "change_address", args, f"改收货地址为“{args.address}{receiver}”")
