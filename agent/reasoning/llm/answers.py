"""What the chat model is asked to return, and how its text becomes that or an error."""

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.chat_model import AnswerSchema
from domain.errors import ModelFailedError
from domain.intents import Intent, RiskTopic

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)

Share = Annotated[float, Field(ge=0, le=1)]


class _Answer(BaseModel):
    """Every field is required: a model that leaves one out has not understood the task."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class IntentGuess(_Answer):
    """One intent with its probability."""

    name: Intent
    confidence: Share


class AnalysisAnswer(_Answer):
    """The model's reading of a message."""

    intents: Annotated[tuple[IntentGuess, ...], Field(min_length=1, max_length=3)]
    sentiment: Annotated[int, Field(ge=1, le=5)]
    urgency: Annotated[int, Field(ge=0, le=2)]
    risk_topic: RiskTopic | None
    question: Annotated[str, Field(max_length=500)]
    request: Literal["ask", "do", "tell"]
    follow_up: bool
    price_sensitive: bool
    injection: bool


class Quote(_Answer):
    """What a sentence rests on."""

    evidence_id: str
    quote: Annotated[str, Field(min_length=1)]


class WrittenSentence(_Answer):
    """One sentence of fact."""

    text: Annotated[str, Field(min_length=1, max_length=400)]
    supports: Annotated[tuple[Quote, ...], Field(min_length=1)]


class CompositionAnswer(_Answer):
    """The model's reply: sentences of fact, or one question back, or nothing."""

    outcome: Literal["answer", "clarify", "abstain"]
    sentences: Annotated[tuple[WrittenSentence, ...], Field(max_length=8)]
    question: Annotated[str, Field(max_length=120)]
    missing: tuple[str, ...]
    confidence: Share


AnswerT = TypeVar("AnswerT", AnalysisAnswer, CompositionAnswer)

# Strict structured output knows shapes and enumerations, not limits; those are validated here.
_LIMITS = frozenset({"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "title", "description"})


def schema_of(answer: type[AnswerT]) -> AnswerSchema:
    """The JSON Schema that the model is held to."""
    return AnswerSchema(name=answer.__name__, json_schema=_without_limits(answer.model_json_schema()))


def read_answer(text: str, answer: type[AnswerT]) -> AnswerT:
    """The answer in a model's text, which may wrap the object in a code fence or in words.

    Raises:
        ModelFailedError: There is no object, or not the one that was asked for.
    """
    found = _OBJECT.search(text)
    if found is None:
        raise ModelFailedError("The chat model did not answer with a JSON object.")
    try:
        return answer.model_validate_json(found[0])
    except ValidationError:
        # Not chained: the validation error repeats the model's text, and with it the customer's.
        raise ModelFailedError("The chat model's answer does not have the shape that was asked for.") from None


def _without_limits(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_limits(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _without_limits(part) for name, part in value.items()}
        if key in ("properties", "$defs")
        else _without_limits(value)
        for key, value in schema.items()
        if key not in _LIMITS
    }
