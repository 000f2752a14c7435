"""POST /v1/chat/completions and GET /v1/models: existing chat front ends connect with a base address and a key."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.turns import Ticket
from api import sse
from api.auth import Anyone, With
from api.limits import MAX_MESSAGE_CHARACTERS
from api.openai.answer import HELD, Answer, chunks, completion
from api.openai.body import MODEL, ChatMessage, CompletionBody
from api.routers.pictures import text_of
from api.services import Services
from domain.conversation import Message
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError, NotFoundError
from domain.ids import ConversationId
from domain.intents import Speaker

router = APIRouter(prefix="/v1", tags=["chat"])

_MODEL_VIEW = {"id": MODEL, "object": "model", "created": 1_767_225_600, "owned_by": "kefu"}


@router.get("/models")
async def list_models(principal: Anyone) -> dict[str, Any]:
    """The one there is: the shop's agent."""
    return {"object": "list", "data": [_MODEL_VIEW]}


@router.get("/models/{model}")
async def get_model(model: str, principal: Anyone) -> dict[str, Any]:
    """The same, by name."""
    _check_model(model)
    return _MODEL_VIEW


@router.post(
    "/chat/completions",
    response_model=dict[str, Any],
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def complete(
    body: CompletionBody,
    services: With,
    principal: Anyone,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Answer the last message, in OpenAI's form. Instructions (system, tools, temperature …) change nothing."""
    _check_model(body.model)
    *before, last = body.messages
    text = await _asked(services, last)
    named = (body.metadata or {}).get("conversation_id")
    store = services.ports.conversations
    found = ConversationId(named) if named else await services.threads.take(store, principal, before)
    if found:
        services.limits.take_message(found)
    ticket = await services.turns.submit(principal, text, found, idempotency_key)
    coming = _answer(services, principal, ticket, body.messages)
    if body.stream:
        usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(chunks(ticket, coming, usage), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)
    return JSONResponse(completion(ticket, await coming))


def _check_model(name: str) -> None:
    if name != MODEL:
        raise NotFoundError(f"There is no such model; use {MODEL}.")


async def _asked(services: Services, last: ChatMessage) -> str:
    if last.role != "user":
        raise InvalidInputError("The last message has to be the customer's (role user).")
    lines = [last.text]
    lines += [await text_of(services, part.picture()) for part in last.parts if part.type == "image_url"]
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise InvalidInputError("The last message says nothing; write something, or send a picture with text on it.")
    if len(text) > MAX_MESSAGE_CHARACTERS:
        raise InvalidInputError(f"The last message is longer than {MAX_MESSAGE_CHARACTERS} characters; shorten it.")
    return text


async def _answer(services: Services, principal: Principal, ticket: Ticket, said: Sequence[ChatMessage]) -> Answer:
    result = await services.turns.result(ticket)
    messages = await services.ports.conversations.messages(principal.shop, result.conversation_id)
    texts = [*_missed(messages, ticket.turn.seq, said), result.reply.text]
    text = "\n\n".join(each for each in texts if each) or HELD
    services.threads.keep(principal, said, text, result.conversation_id)
    return Answer(text, sse.ReplyBody(principal.role.reaches(Role.AGENT))(result))


def _missed(messages: Sequence[Message], seq: int, said: Sequence[ChatMessage]) -> list[str]:
    """What people wrote, or approved, since the last answer: nothing else would ever show it in such a client."""
    known = next((message.text for message in reversed(said) if message.role == "assistant"), "")
    missed: list[str] = []
    for message in sorted(messages, key=lambda each: -each.seq):
        if message.seq >= seq:
            continue
        if message.speaker is Speaker.CUSTOMER:
            break
        if message.text not in known:
            missed.append(message.text)
    return missed[::-1]
