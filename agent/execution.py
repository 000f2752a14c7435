"""Carries an approved action out through the order backend."""

from agent.services import Ports
from agent.told_result import told_result
from agent.tools.context import ToolContext
from agent.tools.propose import propose_action
from agent.wording import overtaken_words
from domain.approvals import ActionProposal, Approval
from domain.ids import CustomerId
from domain.orders import ActionResult
from domain.outbox import Effect
from domain.shop import Shop
from domain.writes import ActionStatus, AuditEntry, Writes


class UnfinishedError(Exception):
    """The backend can't say whether it happened; a person has to look, and nobody may try again."""


async def execute_action(ports: Ports, effect: Effect, approval: Approval) -> Writes:
    """Execute under the effect's key and tell the customer.

    Raises:
        UnfinishedError: the result is unknown.
        UnavailableError: nothing happened; it may be tried again.
    """
    action, customer = approval.action, approval.customer_id
    assert action is not None
    assert customer is not None
    shop = await ports.shops.get_shop(approval.shop)
    result = await _refusal(ports, effect, action, customer, shop)
    if result is None:
        result = await ports.orders.execute(shop.id, customer, action.name, action.args, effect.key)
    if result.status == "unknown":
        raise UnfinishedError(result.message)
    now = ports.clock_of(shop).now()
    message = told_result(approval, f"{shop.salutation}，{result.message}", now)
    status = ActionStatus(action_id=action.action_id, status=result.status, message=result.message)
    audit = AuditEntry(
        at=now,
        actor="worker",
        act=f"action.{result.status}",
        subject=action.action_id,
        detail={"name": action.name, "ref": result.ref},
    )
    return Writes(messages=(message,), actions=(status,), audit=(audit,))


async def _refusal(
    ports: Ports, effect: Effect, action: ActionProposal, customer: CustomerId, shop: Shop
) -> ActionResult | None:
    """The rules' last word; not after a try that may have gone through, since the order may show its very effect."""
    if effect.unsure:
        return None
    tools = ToolContext(
        shop=shop, customer_id=customer, orders=ports.orders, search=ports.search, now=ports.clock_of(shop).now()
    )
    report = await propose_action(action.name, action.args, tools)
    if report.allowed:
        return None
    return ActionResult(status="refused", message=overtaken_words(report.reasons))
