"""What stands beside a conversation for people: the customer's affairs, its handoff, its approvals, its turns."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field, JsonValue

from agent.copilot.affairs import Affairs, affairs_of
from api.auth import Agent, With
from domain.approvals import Approval
from domain.handoffs import Handoff
from domain.ids import ConversationId, TurnId

router = APIRouter(prefix="/v1", tags=["conversations"])

Id = Annotated[str, Path(max_length=64)]


class ConversationApprovals(BaseModel):
    """Oldest first."""

    approvals: list[Approval]


class ProposalBody(BaseModel):
    """An action for this conversation's customer."""

    name: str = Field(min_length=1, max_length=40, examples=["issue_coupon"])
    args: dict[str, JsonValue] = Field(default={}, max_length=20, examples=[{"amount": 500, "reason": "灯罩破损"}])
    """Money in fen."""


class TurnTrace(BaseModel):
    """How a turn came to its result."""

    trace: dict[str, JsonValue]
    """analysis, passages, facts, draft, failures."""


@router.get("/conversations/{conversation_id}/customer")
async def customer(conversation_id: Id, services: With, principal: Agent) -> Affairs:
    """The customer's card, orders, parcels, refunds and coupons."""
    shop = await services.ports.shops.get_shop(principal.shop)
    found = await services.ports.conversations.conversation(shop.id, ConversationId(conversation_id))
    return await affairs_of(services.ports, shop, found.customer_id)


@router.get("/conversations/{conversation_id}/handoff")
async def handoff(conversation_id: Id, services: With, principal: Agent) -> Handoff | None:
    """The conversation's unresolved handoff; null when there is none."""
    wanted = ConversationId(conversation_id)
    await services.ports.conversations.conversation(principal.shop, wanted)
    return await services.ports.handoffs.open_handoff(principal.shop, wanted)


@router.get("/conversations/{conversation_id}/approvals")
async def approvals(conversation_id: Id, services: With, principal: Agent) -> ConversationApprovals:
    """What waits or waited for a decision in this conversation."""
    wanted = ConversationId(conversation_id)
    await services.ports.conversations.conversation(principal.shop, wanted)
    return ConversationApprovals(approvals=await services.ports.approvals.of_conversation(principal.shop, wanted))


@router.post("/conversations/{conversation_id}/actions", status_code=201)
async def propose(conversation_id: Id, body: ProposalBody, services: With, principal: Agent) -> Approval:
    """Propose an action; it waits for a person, and money for another one than the proposer."""
    wanted = ConversationId(conversation_id)
    return await services.proposals.propose(principal, wanted, body.name, dict(body.args))


@router.get("/turns/{turn_id}/trace")
async def trace(turn_id: Id, services: With, principal: Agent) -> TurnTrace:
    """The analysis, the evidence, the draft and the checks of a turn."""
    return TurnTrace(trace=await services.ports.conversations.trace(principal.shop, TurnId(turn_id)))
