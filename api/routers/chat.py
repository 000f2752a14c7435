"""POST /v1/chat: a customer's message."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator

from api import sse
from api.auth import Anyone, With
from api.limits import MAX_MESSAGE_CHARACTERS
from domain.conversation import TurnResult
from domain.credentials import Role
from domain.ids import ConversationId

router = APIRouter(prefix="/v1", tags=["chat"])


class ChatBody(BaseModel):
    """A customer's message; the customer is known from the credential, never from the body."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"message": "没拆封的能退吗？"}, {"message": "那大号的呢", "conversation_id": "con_4f…"}]
        }
    )

    message: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    conversation_id: str | None = Field(default=None, max_length=64)

    @field_validator("message")
    @classmethod
    def _says_something(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is blank")
        return value


@router.post(
    "/chat",
    response_model=TurnResult,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def chat(
    body: ChatBody,
    request: Request,
    services: With,
    principal: Anyone,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Answer a message; with ``Accept: text/event-stream`` as events.

    Messages of one conversation that are sent before there is a reply are answered by one turn: each of their requests
    gets the same body with the same ``turn_id``. The first event, ``status`` with the state ``received``, names the
    turn, the conversation and the message's number in it.
    """
    if body.conversation_id:
        services.limits.take_message(ConversationId(body.conversation_id))
    show = sse.ReplyBody(with_analysis=principal.role.reaches(Role.AGENT))
    progress: asyncio.Queue[str] = asyncio.Queue()
    ticket = await services.turns.submit(
        principal,
        body.message,
        ConversationId(body.conversation_id) if body.conversation_id else None,
        idempotency_key,
        progress.put_nowait,
    )
    if sse.MEDIA_TYPE in request.headers.get("accept", ""):
        events = sse.turn_events(services.turns, ticket, progress, show)
        return StreamingResponse(events, media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)
    return JSONResponse(show(await services.turns.result(ticket)))
