"""What a shop's day of the chat model may cost, counted in the database by all processes."""

from datetime import timedelta

import pytest

from backends.chat.metered import MeteredChat
from backends.sql.database import Database
from backends.sql.usage import SqlUsage
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.clock import FrozenClock
from domain.errors import ModelFailedError, ModelNotAskedError
from domain.ids import ShopId
from domain.observing import UNWATCHED
from domain.scope import scoped
from tests.contract.samples import NOW

MESSAGES = (ChatMessage(role="user", text="瓷器几天内可以退"),)
A, B = ShopId("a"), ShopId("b")


class ModelDouble:
    """Answers with so many tokens, or fails."""

    def __init__(self, tokens: int = 400, error: ModelFailedError | None = None) -> None:
        self.tokens, self.error, self.calls = tokens, error, 0

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """As scripted."""
        self.calls += 1
        if self.error:
            raise self.error
        return ChatAnswer(text="九天", finish_reason="stop", tokens=self.tokens)


def _metered(model: ModelDouble, database: Database, days: int = 0, ceiling: int | None = 1000) -> MeteredChat:
    return MeteredChat(model, SqlUsage(database), UNWATCHED, FrozenClock(NOW + timedelta(days=days)), ceiling)


async def _ask(chat: MeteredChat, shop: ShopId = A) -> ChatAnswer:
    with scoped(shop):
        return await chat.complete(MESSAGES, None, 100, 1.0)


async def test_at_the_ceiling_the_model_is_not_asked_any_more_until_the_next_day(database: Database) -> None:
    model = ModelDouble()
    for _ in range(3):
        # Each as another process: the count is in the database.
        await _ask(_metered(model, database))
    with pytest.raises(ModelNotAskedError, match="KEFU_LLM_DAILY_TOKENS"):
        await _ask(_metered(model, database))
    assert model.calls == 3
    await _ask(_metered(model, database), B)
    await _ask(_metered(model, database, days=1))
    assert sorted((await SqlUsage(database).days(A)).values()) == [400, 1200]


async def test_an_endpoint_that_reports_nothing_is_counted_all_the_same(database: Database) -> None:
    await _ask(_metered(ModelDouble(tokens=0), database))
    (counted,) = (await SqlUsage(database).days(A)).values()
    assert counted > len("九天") // 2


async def test_a_call_that_failed_on_its_way_costs_its_prompt_and_one_not_made_nothing(database: Database) -> None:
    for error in (ModelFailedError("cut"), ModelNotAskedError("open circuit")):
        with pytest.raises(ModelFailedError):
            await _ask(_metered(ModelDouble(error=error), database))
    (counted,) = (await SqlUsage(database).days(A)).values()
    assert 0 < counted < 20


async def test_without_a_ceiling_it_is_only_counted(database: Database) -> None:
    model = ModelDouble(tokens=10**9)
    for _ in range(2):
        await _ask(_metered(model, database, ceiling=None))
    assert sum((await SqlUsage(database).days(A)).values()) == 2 * 10**9
