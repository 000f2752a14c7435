"""From an action's arguments to a report: the rules are asked, and a proposal is made where they allow it."""

from agent.rules import Eligibility, eligibility
from agent.tools.context import Arguments, ToolContext, ToolOutput
from agent.tools.describe.orders import order_fact
from agent.tools.notices import NO_SUCH_ORDER, SIGN_IN
from domain.money import yuan_text
from domain.orders import Order
from domain.reasoner import ActionReport
from domain.reply import ProposedAction


async def propose_on_order(context: ToolContext, name: str, args: Arguments, what: str) -> ToolOutput:
    """Propose a change to one order of the customer; nothing is changed.

    Args:
        name: of the action.
        args: with ``order_no``.
        what: the change in Chinese, for the preview: 取消订单.
    """
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    shop, customer_id = context.shop.id, context.customer_id
    order_no = str(args.model_dump().get("order_no"))
    order = await context.orders.order(shop, customer_id, order_no)
    if order is None:
        return ToolOutput(notice=NO_SUCH_ORDER, report=_absent(name))
    verdict = eligibility(
        name,
        order,
        await context.orders.customer(shop, customer_id),
        await context.orders.products(shop),
        context.shop.rules,
        context.now,
        args.model_dump(),
        await context.orders.refunds_of(shop, customer_id, order_no),
    )
    fact = order_fact(order, context.now)
    said = (*verdict.reasons, *((verdict.alternative,) if verdict.alternative else ()))
    fact = fact.model_copy(update={"lines": (*fact.lines, *said), "data": {**fact.data, **_decided(verdict)}})
    return ToolOutput(facts=(fact,), report=report_of(verdict, args, what, order))


def report_of(verdict: Eligibility, args: Arguments, what: str, order: Order | None) -> ActionReport:
    """The verdict as composition takes it."""
    return ActionReport(
        name=verdict.action,
        allowed=verdict.allowed,
        proposal=_proposal(verdict, args, what, order) if verdict.allowed else None,
        reasons=verdict.reasons,
        alternative=verdict.alternative,
        needs=verdict.needs,
        high_value=verdict.high_value,
    )


def _proposal(verdict: Eligibility, args: Arguments, what: str, order: Order | None) -> ProposedAction:
    given = args.model_dump(exclude_none=True)
    if verdict.items and "items" in type(args).model_fields:
        given["items"] = list(verdict.items)
    if verdict.action == "create_refund" and verdict.amount is not None:
        # What is approved is an amount; left open, it could mean another one by the time it is carried out.
        given["amount"] = verdict.amount
    about = (
        f"订单{order.order_no}（{'、'.join(f'{i.name}×{i.qty}' for i in order.items)}，{order.status}）"
        if order
        else ""
    )
    amount = f"，金额{yuan_text(verdict.amount)}元" if verdict.amount else ""
    checks = tuple(f"待核实：{check}" for check in verdict.to_check)
    approver = ("需要管理员审批。",) if verdict.needs == "admin" else ()
    return ProposedAction(
        name=verdict.action,
        args=given,
        preview=f"{what}：{about}{amount}" if about else f"{what}{amount}",
        eligibility=(*verdict.reasons, *checks, *approver),
        order_no=order.order_no if order else None,
        amount=verdict.amount,
        order_version=order.version if order else None,
    )


def _absent(name: str) -> ActionReport:
    return ActionReport(name=name, allowed=False, needs="nobody", reasons=(NO_SUCH_ORDER,))


def _decided(verdict: Eligibility) -> dict[str, object]:
    return {
        "eligibility": {
            "action": verdict.action,
            "allowed": verdict.allowed,
            "last_day": verdict.last_day.isoformat() if verdict.last_day else None,
            "amount": verdict.amount,
            "needs": verdict.needs,
        }
    }
