"""create_refund."""

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import Amount, OnOrder, Reason
from agent.tools.write.proposing import propose_on_order


class CreateRefund(OnOrder):
    """How much, and why."""

    amount: Amount | None = None
    reason: Reason


async def create_refund(context: ToolContext, args: CreateRefund) -> ToolOutput:
    """申请不退货的退款（质量问题、少发、没收到货、价格保护），等客服确认后才生效。金额单位是分，顾客没说金额就不填。"""
    return await propose_on_order(context, "create_refund", args, f"仅退款，原因“{args.reason}”")
