"""ShopStore and Analytics."""

import pytest

from backends.sql.analytics import SqlAnalytics
from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database
from backends.sql.shops import SqlShopStore
from domain.errors import NotFoundError
from domain.intents import Outcome
from domain.shop import Shop
from tests.contract.samples import (
    NOW,
    OTHER_SHOP,
    SHOP,
    action_approval,
    handoff,
    later,
    opening,
    result,
    working,
    writes,
)


async def test_a_shop_is_read_back_and_replaced(database: Database) -> None:
    store = SqlShopStore(database)
    shop = Shop(id=SHOP, name="茶", synonyms={"运费": ("邮费",)}, now=NOW)
    await store.put_shop(Shop(id=SHOP))
    await store.put_shop(shop)
    await store.put_shop(Shop(id=OTHER_SHOP))
    assert await store.get_shop(SHOP) == shop
    assert [each.id for each in await store.list_shops()] == [OTHER_SHOP, SHOP]


async def test_an_unknown_shop_is_not_found(database: Database) -> None:
    with pytest.raises(NotFoundError):
        await SqlShopStore(database).get_shop(SHOP)


async def test_the_figures_count_what_happened_since(database: Database) -> None:
    store = SqlConversationStore(database)
    for number, outcome in enumerate((Outcome.ANSWER, Outcome.ANSWER, Outcome.HANDOFF, Outcome.ABSTAIN)):
        work = working(await store.begin(opening(at=later(number))))
        bundle = writes(handoffs=(handoff(work, created_at=later(2)),)) if outcome is Outcome.HANDOFF else writes()
        await store.commit(work.turn, result(work, outcome), bundle, work.lease, {})
    waiting = working(await store.begin(opening(at=later(4))))
    await store.write(SHOP, writes(approvals=(action_approval(waiting, created_at=later(4)),)))
    summary = await SqlAnalytics(database).summary(SHOP, later(1))
    assert (summary.conversations, summary.turns) == (4, 3)
    assert summary.outcomes == {"answer": 1, "handoff": 1, "abstain": 1}
    assert (summary.handoffs, summary.approvals) == ({"human_request": 1}, {"pending": 1})
    assert summary.self_service_rate == pytest.approx(2 / 3)
    empty = await SqlAnalytics(database).summary(OTHER_SHOP, NOW)
    assert (empty.turns, empty.self_service_rate) == (0, None)
