"""Leaves a failing chat model alone for a while, so that turns don't wait for it one after the other."""

import time
from collections.abc import Callable

from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage, ChatModel
from domain.errors import ModelFailedError

FAILURES = 3
PAUSE_SECONDS = 30.0


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
        self._allowed = failures
        self._pause = pause
        self._monotonic = monotonic
        self._failed = 0
        self._open_until = 0.0

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """As the model behind; Raises: ModelFailedError, at once while the circuit is open."""
        now = self._monotonic()
        if self._failed >= self._allowed:
            if now < self._open_until:
                raise ModelFailedError("The chat model failed repeatedly and is left alone for a while.")
            # One call tries; those beside it keep away until it is back.
            self._open_until = now + self._pause
        try:
            answer = await self._model.complete(messages, schema, max_tokens, seconds)
        except ModelFailedError:
            self._failed += 1
            self._open_until = self._monotonic() + self._pause
            raise
        self._failed = 0
        return answer
