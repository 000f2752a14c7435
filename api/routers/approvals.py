"""What waits for a person's decision."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.auth import Agent, With
from domain.approvals import Approval, ApprovalStatus, Decision
from domain.ids import ApprovalId

router = APIRouter(prefix="/v1/approvals", tags=["approvals"])


class ApprovalList(BaseModel):
    """Oldest pending first."""

    approvals: list[Approval]
    more: bool = False
    """There are more than were asked for: decide on some, or ask with a greater ``limit``."""


@router.get("")
async def list_approvals(
    services: With,
    principal: Agent,
    status: ApprovalStatus | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> ApprovalList:
    """The shop's approvals."""
    found = await services.approvals.approvals(principal, status, limit + 1)
    return ApprovalList(approvals=found[:limit], more=len(found) > limit)


@router.get("/{approval_id}")
async def show_approval(approval_id: str, services: With, principal: Agent) -> Approval:
    """One of them, decided or not."""
    return await services.ports.approvals.approval(principal.shop, ApprovalId(approval_id))


@router.post("/{approval_id}/decision")
async def decide(approval_id: str, body: Decision, services: With, principal: Agent) -> Approval:
    """approve, edit or reject exactly the version that was shown; 409 when it was decided or has changed."""
    decided = await services.approvals.decide(principal, ApprovalId(approval_id), body)
    services.worker.wake()
    return decided
