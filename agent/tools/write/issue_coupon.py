"""issue_coupon."""

from agent.rules import eligibility
from agent.tools.context import Arguments, ToolContext, ToolOutput
from agent.tools.notices import SIGN_IN
from agent.tools.write.arguments import Amount, Reason
from agent.tools.write.proposing import report_of


class IssueCoupon(Arguments):
    """How much, and why."""

    amount: Amount
    reason: Reason


async def issue_coupon(context: ToolContext, args: IssueCoupon) -> ToolOutput:
    """申请给顾客一张补偿券，由客服决定给不给。金额单位是分。不要主动许诺补偿。"""
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    verdict = eligibility("issue_coupon", None, None, (), context.shop.rules, context.now, args.model_dump())
    return ToolOutput(report=report_of(verdict, args, f"发补偿券，原因“{args.reason}”", None))
