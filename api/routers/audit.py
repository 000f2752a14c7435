"""The audit log, for people."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from api.auth import Admin, Agent, With
from domain.audit import NumberedEntry
from domain.ids import ApprovalId, ConversationId
from domain.writes import AuditEntry

router = APIRouter(prefix="/v1", tags=["audit"])


class EntryView(AuditEntry):
    """An entry with its number in the shop's chain."""

    seq: int


class Trail(BaseModel):
    """Entries of the log."""

    entries: list[EntryView]


class ChainCheck(BaseModel):
    """Whether the log is as it was written."""

    unbroken: bool
    first_break: int | None
    """The number of the first entry that was changed, or before which one is missing."""


@router.get("/audit")
async def latest_entries(
    services: With,
    principal: Admin,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    act: Annotated[str | None, Query(max_length=40, pattern=r"^[a-z_.]*$")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Trail:
    """The shop's log, latest first."""
    return _trail(await services.audit.latest(principal.shop, before=before, act=act, limit=limit))


@router.get("/audit/check")
async def check_chain(services: With, principal: Admin) -> ChainCheck:
    """Reads the whole chain again."""
    broken = await services.audit.first_break(principal.shop)
    return ChainCheck(unbroken=broken is None, first_break=broken)


@router.get("/conversations/{conversation_id}/audit")
async def trail_of_conversation(conversation_id: str, services: With, principal: Agent) -> Trail:
    """What was done in a conversation, by whom, in order."""
    wanted = ConversationId(conversation_id)
    await services.ports.conversations.conversation(principal.shop, wanted)
    return _trail(await services.audit.of_conversation(principal.shop, wanted))


@router.get("/approvals/{approval_id}/audit")
async def trail_of_approval(approval_id: str, services: With, principal: Agent) -> Trail:
    """What was proposed, decided and done, by whom, in order."""
    return _trail(await services.audit.of_approval(principal.shop, ApprovalId(approval_id)))


@router.get("/orders/{order_no}/audit")
async def trail_of_order(order_no: Annotated[str, Path(max_length=64)], services: With, principal: Agent) -> Trail:
    """Everything that was proposed for the order, decided on it and done to it through Kefu; empty when nothing was."""
    return _trail(await services.audit.of_order(principal.shop, order_no))


def _trail(entries: list[NumberedEntry]) -> Trail:
    return Trail(entries=[EntryView(seq=each.seq, **each.entry.model_dump()) for each in entries])
