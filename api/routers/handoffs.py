"""Conversations passed to people."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.auth import Agent, With
from domain.handoffs import Handoff, HandoffStatus
from domain.ids import HandoffId

router = APIRouter(prefix="/v1/handoffs", tags=["handoffs"])


class HandoffList(BaseModel):
    """By priority, then oldest first."""

    handoffs: list[Handoff]


@router.get("")
async def list_handoffs(services: With, principal: Agent, status: HandoffStatus | None = None) -> HandoffList:
    """The shop's handoffs."""
    return HandoffList(handoffs=await services.ports.handoffs.handoffs(principal.shop, status))


@router.post("/{handoff_id}/claim")
async def claim(handoff_id: str, services: With, principal: Agent) -> Handoff:
    """Take it and its conversation."""
    return await services.staff.claim_handoff(principal, HandoffId(handoff_id))


@router.post("/{handoff_id}/resolve")
async def resolve(handoff_id: str, services: With, principal: Agent) -> Handoff:
    """Done; the bot answers again."""
    return await services.staff.resolve_handoff(principal, HandoffId(handoff_id))
