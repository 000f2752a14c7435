"""Three ways to ask for JSON, from the firmest to the one that every endpoint has."""

import json
from enum import IntEnum
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from domain.chat_model import AnswerSchema, ChatMessage


class Mode(IntEnum):
    """How the schema is asked for; each one is known by more endpoints than the one before."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    PROMPT = 2


def request_options(schema: AnswerSchema | None, mode: Mode) -> dict[str, Any]:
    """The endpoint's own options for the schema."""
    if schema is None or mode is Mode.PROMPT:
        return {}
    if mode is Mode.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    strict = {"name": schema.name, "schema": schema.json_schema, "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": strict}}


def request_messages(messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, mode: Mode) -> list[BaseMessage]:
    """The messages; an endpoint that isn't given the schema is told it, in the part that never varies."""
    told = ""
    if schema is not None and mode is not Mode.JSON_SCHEMA:
        told = f"\n\n只输出一个 JSON 对象，不要代码块和解释，符合这个 JSON Schema：\n{json.dumps(schema.json_schema)}"
    asked: list[BaseMessage] = []
    for message in messages:
        if message.role == "system":
            asked.append(SystemMessage(message.text + told))
            told = ""
        else:
            asked.append(HumanMessage(message.text))
    return [SystemMessage(told.strip()), *asked] if told else asked
