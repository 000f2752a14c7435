"""Conversations passed to people."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.auth import Agent, With
from domain.handoffs import Handoff, HandoffStatus
from domain.ids import HandoffId
from domain.intents import Queue

router = APIRouter(prefix="/v1/handoffs", tags=["handoffs"])


class HandoffList(BaseModel):
    """Most pressing first: by priority and waiting time."""

    handoffs: list[Handoff]


@router.get("")
async def list_handoffs(
    services: With, principal: Agent, status: HandoffStatus | None = None, queue: Queue | None = None
) -> HandoffList:
    """The shop's handoffs, of one queue where it is named; who waits long rises, one step of priority each quarter."""
    return HandoffList(handoffs=await services.staff.waiting(principal, status, queue))


@router.post("/{handoff_id}/claim")
async def claim(handoff_id: str, services: With, principal: Agent) -> Handoff:
    """Take it and its conversation."""
    return await services.staff.claim_handoff(principal, HandoffId(handoff_id))


@router.post("/{handoff_id}/resolve")
async def resolve(handoff_id: str, services: With, principal: Agent) -> Handoff:
    """Done; the bot answers again."""
    return await services.staff.resolve_handoff(principal, HandoffId(handoff_id))
