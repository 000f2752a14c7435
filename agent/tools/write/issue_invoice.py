"""issue_invoice."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import ToolContext, ToolOutput
from agent.tools.write.arguments import OnOrder
from agent.tools.write.proposing import propose_on_order


class IssueInvoice(OnOrder):
    """To whom."""

    title: Annotated[str, Field(max_length=100, description="发票抬头")] | None = None
    tax_no: Annotated[str, Field(max_length=30, description="税号")] | None = None


async def issue_invoice(context: ToolContext, args: IssueInvoice) -> ToolOutput:
    """申请给顾客自己的一笔订单开发票，等客服确认后才生效。抬头和税号照顾客给的写，没给就不填。"""
    title = f"，抬头“{args.title}”" if args.title else ""
    tax_no = f"，税号{args.tax_no}" if args.tax_no else ""
    return await propose_on_order(context, "issue_invoice", args, f"开发票{title}{tax_no}")
