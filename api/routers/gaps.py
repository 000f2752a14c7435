"""Questions that the documents don't answer."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.auth import Admin, Agent, With
from domain.gaps import Gap

router = APIRouter(prefix="/v1/gaps", tags=["gaps"])

GapId = Annotated[str, Path(min_length=1, max_length=64)]


class GapList(BaseModel):
    """The most frequent first."""

    gaps: list[Gap]


class GapDecisionBody(BaseModel):
    """What becomes of a gap; question and answer replace the proposed ones."""

    decision: Literal["publish", "dismiss"]
    question: str | None = Field(default=None, max_length=200)
    answer: str | None = Field(default=None, max_length=2000)


class GapDecided(BaseModel):
    """What was done."""

    decision: Literal["published", "dismissed"]
    turns: int
    """Turns that are dealt with."""
    document_id: str | None = None
    document: str | None = None
    """File name of the document that answers from now on."""


@router.get("")
async def list_gaps(
    services: With,
    principal: Agent,
    days: Annotated[int, Query(ge=1, le=366)] = 30,
    least: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> GapList:
    """Unanswered questions of the last days, clustered, each with a FAQ entry from how people answered later."""
    return GapList(gaps=await services.gaps.gaps(principal, days, least))


@router.post("/{gap_id}/decision")
async def decide_gap(gap_id: GapId, body: GapDecisionBody, services: With, principal: Admin) -> GapDecided:
    """One approval publishes the entry as a document; 409 when somebody has decided before."""
    if body.decision == "dismiss":
        return GapDecided(decision="dismissed", turns=await services.gaps.dismiss(principal, gap_id))
    done = await services.gaps.publish(principal, gap_id, body.question, body.answer)
    return GapDecided(decision="published", turns=done.questions, document_id=done.document_id, document=done.document)
