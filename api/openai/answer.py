"""What clients of chat completions get: one object, or chunks of it."""

import json
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any

from agent.turns import Ticket
from api import sse
from api.openai.body import MODEL
from domain.errors import KefuError

HELD = "人工客服正在为您处理，回复会出现在这里；请稍后再发一条消息查看。"
"""A person has the conversation and the bot is silent; such clients can't be told later by themselves."""


class Answer:
    """The text, and everything that ``POST /v1/chat`` says beside it under ``kefu``."""

    def __init__(self, text: str, kefu: dict[str, object]) -> None:
        """Args: text: what the customer sees; kefu: the body of ``POST /v1/chat``."""
        self.text, self.kefu = text, kefu


def completion(ticket: Ticket, answer: Answer) -> dict[str, Any]:
    """The whole object."""
    message = {"role": "assistant", "content": answer.text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head(ticket, "chat.completion"), "choices": [choice], "kefu": answer.kefu}


async def chunks(ticket: Ticket, coming: Awaitable[Answer], with_usage: bool) -> AsyncIterator[str]:
    """The same as events; the first one at once, so that the client sees a sign of life."""
    head = _head(ticket, "chat.completion.chunk")
    yield _event(head | {"choices": [_choice({"role": "assistant", "content": ""})]})
    try:
        answer = await coming
    except KefuError as error:
        yield _event({"error": {"message": str(error), "type": "server_error", "code": None, "param": None}})
        return
    for piece in sse.pieces(answer.text):
        yield _event(head | {"choices": [_choice({"content": piece})]})
    yield _event(head | {"choices": [_choice({}, "stop")], "kefu": answer.kefu})
    if with_usage:
        yield _event(head | {"choices": [], "usage": None})
    yield "data: [DONE]\n\n"


def _head(ticket: Ticket, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{ticket.turn.turn_id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _choice(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
