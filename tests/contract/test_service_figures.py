"""What customers asked about, on both databases."""

from datetime import timedelta

from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database
from backends.sql.service_figures import SqlServiceFigures
from domain.analysis import Analysis, IntentScore
from domain.intents import Intent
from tests.contract.samples import NOW, SHOP, opening, result, working, writes


async def test_turns_are_counted_by_day_and_intent_and_their_questions_listed(database: Database) -> None:
    store, figures = SqlConversationStore(database), SqlServiceFigures(database)
    for number, question in enumerate(("几天到", "到哪了", "")):
        work = working(await store.begin(opening(question or "在吗", at=NOW + timedelta(minutes=number))))
        read = Analysis(
            intents=(IntentScore(name=Intent.LOGISTICS_TRACK, confidence=1.0),), sentiment=2 + number, question=question
        )
        told = result(work).model_copy(update={"analysis": read})
        await store.commit(work.turn, told, writes(), work.lease, {})
    (day,) = await figures.topics(SHOP, NOW)
    assert (day.day, day.intent, day.turns, day.sentiment) == (NOW.date(), "logistics_track", 3, 3.0)
    assert [each.question for each in await figures.questions(SHOP, NOW)] == ["到哪了", "几天到"]
    assert await figures.topics(SHOP, NOW + timedelta(hours=1)) == []
