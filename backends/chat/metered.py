"""Counts what a chat model costs each shop, and stops at the shop's ceiling of the day."""

import time
from datetime import datetime

from backends.chat.tokens import count
from backends.sql.usage import SqlUsage
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage, ChatModel
from domain.clock import CHINA, Clock
from domain.errors import ModelFailedError, ModelNotAskedError
from domain.ids import ShopId
from domain.observing import ModelAnswer, Observer
from domain.scope import current_scope

NOBODY = ShopId("")
"""Calls that belong to no shop: none in production, each entry point says whose work it does."""


class MeteredChat:
    """The model behind, asked only while the shop's day allows it.

    The ceiling is checked before a call and the cost noted after it, so calls under way at the same moment may pass it
    by their own cost. A call that failed on its way is counted with its prompt: the endpoint may well charge for it.
    """

    def __init__(
        self, model: ChatModel, usage: SqlUsage, observer: Observer, clock: Clock, ceiling: int | None = None
    ) -> None:
        """Args: clock: tells the day, in China; ceiling: tokens per shop and day, None: only counted."""
        self._model, self._usage, self._observer = model, usage, observer
        self._clock, self._ceiling = clock, ceiling

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """As the model behind. Raises: ModelFailedError; ModelNotAskedError: the shop's day is used up."""
        scope = current_scope()
        shop, day, began = scope.shop if scope else NOBODY, _day(self._clock.now()), time.monotonic()
        if self._ceiling is not None and await self._usage.used(shop, day) >= self._ceiling:
            self._observer.model_called("over_ceiling", 0, 0.0)
            raise ModelNotAskedError("The shop's tokens for today are used up (KEFU_LLM_DAILY_TOKENS).")
        try:
            answer = await self._model.complete(messages, schema, max_tokens, seconds)
        except ModelNotAskedError:
            self._observer.model_called("failed", 0, 0.0)
            raise
        except ModelFailedError:
            await self._note(shop, day, "failed", _prompt(messages), began)
            raise
        tokens = answer.tokens or _prompt(messages) + count(answer.text)
        await self._note(shop, day, "answered", tokens, began)
        return answer

    async def _note(self, shop: ShopId, day: str, came_to: ModelAnswer, tokens: int, began: float) -> None:
        self._observer.model_called(came_to, tokens, time.monotonic() - began)
        await self._usage.add(shop, day, tokens)


def _prompt(messages: tuple[ChatMessage, ...]) -> int:
    return sum(count(message.text) for message in messages)


def _day(now: datetime) -> str:
    return now.astimezone(CHINA).date().isoformat()
