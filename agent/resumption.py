"""A decided approval goes on through the graph; what it leads to is written, not done here."""

from datetime import datetime

from pydantic import JsonValue

from agent.context import TurnContext
from agent.runs import GraphRuns
from agent.services import Ports
from agent.told_result import result_key
from domain.approvals import BOT, ActionProposal, Approval
from domain.ids import new_id
from domain.intents import Speaker
from domain.outbox import Effect
from domain.writes import ActionStatus, NewMessage, Writes


async def resume_turn(ports: Ports, runs: GraphRuns, approval: Approval, machine_now: datetime) -> Writes:
    """Run ``deliver`` with the decision; the same approval always leads to the same writes."""
    shop = await ports.shops.get_shop(approval.shop)
    now = ports.clock_of(shop).now()
    context = TurnContext(
        shop=shop,
        customer_id=approval.customer_id,
        now=now,
        reasoner=ports.reasoner,
        search=ports.search,
        orders=ports.orders,
    )
    if approval.proposer != BOT:
        # A person proposed it: no graph waits, and nobody was promised anything.
        assert approval.action is not None
        return _execution(approval, approval.action, machine_now) if approval.status == "approved" else Writes()
    outgoing = await runs.resume(approval.approval_id, _decision(approval), context)
    if "execute" in outgoing:
        return _execution(approval, ActionProposal.model_validate(outgoing["execute"]), machine_now)
    assert approval.decision is not None
    sent_as_is = approval.decision.decision == "approve"
    message = NewMessage(
        conversation_id=approval.conversation_id,
        speaker=Speaker.BOT if outgoing["ai_generated"] else Speaker.AGENT,
        text=outgoing["text"],
        at=now,
        dedupe_key=result_key(approval),
        turn_id=approval.turn_id,
        ai_generated=outgoing["ai_generated"],
        citations=approval.draft.citations if approval.draft and sent_as_is else (),
        facts=approval.draft.facts if approval.draft and sent_as_is else (),
    )
    return Writes(messages=(message,))


def _execution(approval: Approval, action: ActionProposal, machine_now: datetime) -> Writes:
    effect = Effect(
        effect_id=new_id("efx"),
        key=f"execute:{action.action_id}",
        shop=approval.shop,
        kind="execute_action",
        payload={"approval_id": approval.approval_id},
        due_at=machine_now,
    )
    return Writes(effects=(effect,), actions=(ActionStatus(action_id=action.action_id, status="executing"),))


def _decision(approval: Approval) -> dict[str, JsonValue]:
    """The decision as the graph takes it: the accepted content travels with it."""
    assert approval.decision is not None
    decision: dict[str, JsonValue] = {"decision": approval.decision.decision}
    if approval.decision.decision == "reject":
        decision["public_reason"] = approval.decision.reason
    elif approval.action is not None:
        decision["action"] = approval.action.model_dump(mode="json")
    elif approval.decision.decision == "edit" and approval.draft is not None:
        decision["text"] = approval.draft.text
    return decision
