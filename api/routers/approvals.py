"""What waits for a person's decision."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.auth import Agent, With
from domain.approvals import Approval, ApprovalStatus, Decision
from domain.ids import ApprovalId

router = APIRouter(prefix="/v1/approvals", tags=["approvals"])


class ApprovalList(BaseModel):
    """Oldest pending first."""

    approvals: list[Approval]


@router.get("")
async def list_approvals(services: With, principal: Agent, status: ApprovalStatus | None = None) -> ApprovalList:
    """The shop's approvals."""
    return ApprovalList(approvals=await services.approvals.approvals(principal, status))


@router.post("/{approval_id}/decision")
async def decide(approval_id: str, body: Decision, services: With, principal: Agent) -> Approval:
    """approve, edit or reject exactly the version that was shown; 409 when it was decided or has changed."""
    decided = await services.approvals.decide(principal, ApprovalId(approval_id), body)
    services.worker.wake()
    return decided
