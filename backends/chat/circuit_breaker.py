"""Leaves a failing chat model alone for a while, so that turns don't wait for it one after the other."""

import time
from collections.abc import Callable

from backends.circuit import FAILURES, PAUSE_SECONDS, Circuit
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage, ChatModel
from domain.errors import ModelFailedError, ModelNotAskedError


class CircuitBreaker:
    """A chat model that fails at once while the one behind it is known to be down."""

    def __init__(
        self,
        model: ChatModel,
        failures: int = FAILURES,
        pause: float = PAUSE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: failures: in a row that open the circuit; pause: seconds until one call may try again."""
        self._model = model
        self._circuit = Circuit(failures, pause, monotonic)

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """As the model behind; Raises: ModelFailedError, at once while the circuit is open."""
        if not self._circuit.lets_through():
            raise ModelNotAskedError("The chat model failed repeatedly and is left alone for a while.")
        try:
            answer = await self._model.complete(messages, schema, max_tokens, seconds)
        except ModelFailedError:
            self._circuit.failed()
            raise
        self._circuit.succeeded()
        return answer
