"""A chat model as the LLM reasoner uses it: text in, one complete text out."""

from typing import Literal, Protocol

from pydantic import JsonValue

from domain.model import Frozen


class ChatMessage(Frozen):
    """One message of a prompt."""

    role: Literal["system", "user"]
    text: str


class AnswerSchema(Frozen):
    """The JSON Schema that the answer has to satisfy."""

    name: str
    """ASCII letters, digits and underscores."""
    json_schema: dict[str, JsonValue]
    """Every property required, none beside them: what strict structured output asks for."""


class ChatAnswer(Frozen):
    """A complete answer."""

    text: str
    finish_reason: str
    """Why the model stopped; an answer without one is cut off and never gets here."""
    tokens: int = 0
    """Prompt and answer together, as the endpoint reports them; 0 where it doesn't."""


class ChatModel(Protocol):
    """One model behind one endpoint."""

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """The model's answer.

        Args:
            messages: What stays the same between calls comes first.
            schema: Asked of the model as firmly as the endpoint can; the caller still has to validate.
            max_tokens: Of the answer.
            seconds: For everything, tries after errors included.

        Raises:
            ModelFailedError: It was down, slow, over its limits or cut off.
        """
        ...
