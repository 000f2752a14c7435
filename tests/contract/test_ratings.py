"""Ratings on both databases."""

from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database
from backends.sql.ratings import SqlRatings
from backends.sql.service_figures import SqlServiceFigures
from domain.ids import ConversationId
from domain.ratings import Rating
from tests.contract.samples import NOW, OTHER_SHOP, SHOP, later, opening


async def _talk(database: Database, owner: str) -> ConversationId:
    begun = await SqlConversationStore(database).begin(opening(owner=owner, customer_id=None))
    return begun.conversation.conversation_id


async def test_a_later_rating_takes_the_place_of_an_earlier_one_and_is_the_shops_own(database: Database) -> None:
    ratings, talk = SqlRatings(database), await _talk(database, "key:visitor:a")
    assert await ratings.rating(SHOP, talk) is None
    for score, comment in ((2, "慢"), (5, "后来很快\x00")):
        await ratings.rate(SHOP, Rating(conversation_id=talk, score=score, comment=comment, at=NOW))
    found = await ratings.rating(SHOP, talk)
    assert found is not None
    assert (found.score, found.comment, found.at) == (5, "后来很快\ufffd", NOW)
    assert await ratings.rating(OTHER_SHOP, talk) is None


async def test_satisfaction_is_the_mean_of_what_was_rated(database: Database) -> None:
    ratings, figures = SqlRatings(database), SqlServiceFigures(database)
    for number, score in enumerate((1, 4, None)):
        talk = await _talk(database, f"key:visitor:{number}")
        if score is not None:
            await ratings.rate(SHOP, Rating(conversation_id=talk, score=score, at=NOW))
    found = {each.name: each for each in await figures.indicators(SHOP, later(-60), later(60), None)}
    assert (found["satisfaction"].value, found["satisfaction"].of) == (2.5, 2)
    after = {each.name: each for each in await figures.indicators(SHOP, later(60), later(90), None)}
    assert after["satisfaction"].value is None
