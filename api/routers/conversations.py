"""Conversations: what was said, the event stream, and a person's hands in them."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api import sse
from api.auth import Admin, Agent, Anyone, With, still_signed_in
from api.limits import MAX_FOLLOWERS
from domain.conversation import Conversation, Message
from domain.copilot import Record
from domain.credentials import Principal, Role
from domain.errors import TooManyRequestsError
from domain.ids import ConversationId
from domain.ratings import Rating
from domain.reply import Screening

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class ConversationList(BaseModel):
    """Latest first."""

    conversations: list[Conversation]


class ConversationDetail(BaseModel):
    """A conversation with its messages in order."""

    conversation: Conversation
    messages: list[Message]
    rating: Rating | None = None
    """The customer's."""


class MessageBody(BaseModel):
    """A human agent's message."""

    text: str = Field(min_length=1, max_length=4000)


class Sent(BaseModel):
    """The message went out; a warning says what to mind next time."""

    screening: Screening


def _owner(principal: Principal) -> str | None:
    """Customers see their own; agents see their shop's."""
    return None if principal.role.reaches(Role.AGENT) else principal.owner


@router.get("")
async def list_conversations(
    services: With, principal: Anyone, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> ConversationList:
    """The caller's own conversations, or all of the shop's for agents.

    A customer-role key stands in a web page and is shared by everybody who visits it: a visitor's conversation is found
    by its id alone, which only that visitor was told, and never listed.
    """
    if not principal.role.reaches(Role.AGENT) and principal.customer_id is None:
        return ConversationList(conversations=[])
    found = await services.ports.conversations.conversations(principal.shop, _owner(principal), limit)
    return ConversationList(conversations=found)


@router.get("/{conversation_id}")
async def get_conversation(conversation_id: str, services: With, principal: Anyone) -> ConversationDetail:
    """One conversation with its messages."""
    store = services.ports.conversations
    wanted = ConversationId(conversation_id)
    conversation = await store.conversation(principal.shop, wanted, _owner(principal))
    messages = await store.messages(principal.shop, wanted)
    rating = await services.ratings.rating(principal.shop, wanted)
    return ConversationDetail(conversation=conversation, messages=messages, rating=rating)


@router.get("/{conversation_id}/events", response_class=StreamingResponse)
async def follow_conversation(
    conversation_id: str,
    request: Request,
    services: With,
    principal: Anyone,
    last_event_id: Annotated[int, Header(ge=0, le=2**31 - 1)] = 0,
) -> StreamingResponse:
    """Replies approved later, a person's messages, handoffs; resumes after ``Last-Event-ID``."""
    store, wanted = services.ports.conversations, ConversationId(conversation_id)
    await store.conversation(principal.shop, wanted, _owner(principal))
    if services.hub.listeners(wanted) >= MAX_FOLLOWERS:
        raise TooManyRequestsError("This conversation is followed by too many already: close some.", sse.PING_SECONDS)
    events = sse.conversation_events(
        store, services.hub, principal.shop, wanted, last_event_id, lambda: still_signed_in(request)
    )
    return StreamingResponse(events, media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)


@router.post("/{conversation_id}/messages")
async def send_message(conversation_id: str, body: MessageBody, services: With, principal: Agent) -> Sent:
    """Write to the customer as a person; screening may refuse the text."""
    return Sent(screening=await services.staff.send(principal, ConversationId(conversation_id), body.text))


@router.post("/{conversation_id}/claim")
async def claim_conversation(conversation_id: str, services: With, principal: Agent) -> Conversation:
    """Take the conversation over; the bot is silent from here on."""
    return await services.staff.claim(principal, ConversationId(conversation_id))


@router.post("/{conversation_id}/unfreeze")
async def unfreeze_conversation(conversation_id: str, services: With, principal: Admin) -> Conversation:
    """A supervisor has looked at a red line: the conversation goes on."""
    return await services.staff.unfreeze(principal, ConversationId(conversation_id))


@router.get("/{conversation_id}/record")
async def conversation_record(conversation_id: str, services: With, principal: Agent) -> Record:
    """The structured record as it stands now; it grows with every message."""
    return await services.copilot.live_record(principal, ConversationId(conversation_id))


@router.post("/{conversation_id}/release")
async def release_conversation(conversation_id: str, services: With, principal: Agent) -> Conversation:
    """Hand the conversation back to the bot."""
    return await services.staff.release(principal, ConversationId(conversation_id))
