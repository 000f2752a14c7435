"""Beside the human agent: suggestions, screenings, records, feedback."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field, model_validator

from agent.review import Review
from api.auth import Agent, With
from domain.analysis import Line
from domain.copilot import Candidate, CustomerCard, Feedback, NextAction, Record, Suggestion
from domain.errors import InvalidInputError
from domain.ids import ConversationId, CustomerId, SuggestionId
from domain.intents import Speaker
from domain.reply import Finding, Screening

router = APIRouter(prefix="/v1/copilot", tags=["copilot"])


class Said(BaseModel):
    """One message of a talk that happens elsewhere."""

    role: Literal["customer", "bot", "agent"]
    text: str = Field(max_length=4000)


class SuggestionsBody(BaseModel):
    """Either a conversation of ours, or its messages."""

    conversation_id: str | None = None
    messages: list[Said] | None = Field(default=None, max_length=200)
    customer_id: str | None = Field(default=None, max_length=100)

    @model_validator(mode="after")
    def _one_of_both(self) -> "SuggestionsBody":
        if (self.conversation_id is None) == (not self.messages):
            raise ValueError("give either conversation_id or messages")
        return self


class CandidateList(BaseModel):
    """Latest first."""

    candidates: list[Candidate]


class HelpView(BaseModel):
    """What a human agent sees beside a conversation."""

    customer: CustomerCard | None

    suggestions: list[Suggestion]
    record: Record
    next_actions: list[NextAction]
    findings: list[Finding]


class ScreeningBody(BaseModel):
    """A person's draft."""

    text: str = Field(min_length=1, max_length=4000)
    conversation_id: str | None = None


class RecordBody(BaseModel):
    """A talk."""

    messages: list[Said] = Field(min_length=1, max_length=200)


class FeedbackBody(BaseModel):
    """What became of a suggestion."""

    suggestion_id: str
    decision: Literal["accepted", "edited", "dismissed"]
    final_text: str | None = Field(default=None, max_length=4000)


def _lines(messages: list[Said]) -> tuple[Line, ...]:
    return tuple(Line(speaker=Speaker(said.role), text=said.text) for said in messages)


@router.post("/suggestions")
async def suggestions(body: SuggestionsBody, services: With, principal: Agent) -> HelpView:
    """One to three grounded suggestions for the next message, with record, next actions and findings."""
    found = await services.copilot.suggest(
        principal,
        ConversationId(body.conversation_id) if body.conversation_id else None,
        _lines(body.messages or []),
        CustomerId(body.customer_id) if body.customer_id else None,
    )
    return HelpView(
        customer=found.customer,
        suggestions=list(found.suggestions),
        record=found.record,
        next_actions=list(found.next_actions),
        findings=list(found.findings),
    )


@router.post("/screenings")
async def screenings(body: ScreeningBody, services: With, principal: Agent) -> Screening:
    """Check a text before it is sent."""
    conversation = ConversationId(body.conversation_id) if body.conversation_id else None
    return await services.copilot.screening(principal, body.text, conversation)


@router.get("/screenings")
async def review(services: With, principal: Agent, since: AwareDatetime) -> Review:
    """Every message that the bot or a person sent since then, screened again; all conversations, not a sample."""
    return await services.review.review(principal.shop, since)


@router.get("/candidates")
async def candidates(services: With, principal: Agent) -> CandidateList:
    """Accepted and edited suggestions as golden samples and FAQ entries to be, personal data masked."""
    return CandidateList(candidates=await services.copilot.candidates(principal))


@router.post("/records")
async def records(body: RecordBody, services: With, principal: Agent) -> Record:
    """The structured record of a talk, each field with where it was read."""
    return await services.copilot.record(principal, _lines(body.messages))


@router.post("/feedback", status_code=204)
async def feedback(body: FeedbackBody, services: With, principal: Agent) -> Response:
    """Tell what was done with a suggestion."""
    if body.decision == "edited" and not body.final_text:
        raise InvalidInputError("An edited suggestion needs final_text.")
    shop = await services.ports.shops.get_shop(principal.shop)
    said = Feedback(
        suggestion_id=SuggestionId(body.suggestion_id),
        decision=body.decision,
        final_text=body.final_text,
        staff=principal.credential,
        at=services.ports.clock_of(shop).now(),
    )
    await services.copilot.feedback(principal, said)
    return Response(status_code=204)
