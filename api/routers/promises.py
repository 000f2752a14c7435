"""What the shop has promised its customers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.auth import Agent, With
from domain.ids import ConversationId
from domain.promises import Promise, PromiseStatus

router = APIRouter(prefix="/v1/promises", tags=["promises"])


class PromiseList(BaseModel):
    """The earliest due first."""

    promises: list[Promise]


class Settlement(BaseModel):
    """What a person says of a promise."""

    status: Literal["kept", "withdrawn"]
    note: str = Field(default="", max_length=500)


@router.get("")
async def list_promises(
    services: With,
    principal: Agent,
    status: PromiseStatus | None = None,
    conversation_id: Annotated[str | None, Query(max_length=64)] = None,
) -> PromiseList:
    """The shop's promises; `status=lapsed` are those that ran out."""
    of = ConversationId(conversation_id) if conversation_id else None
    return PromiseList(promises=await services.promises.promises(principal, status, of))


@router.post("/{promise_id}/settle")
async def settle_promise(
    promise_id: Annotated[str, Path(min_length=1, max_length=64)], body: Settlement, services: With, principal: Agent
) -> Promise:
    """Kept where Kefu can't see it, or not to be kept any more; 409 when it was settled already."""
    return await services.promises.settle(principal, promise_id, body.status, body.note)
