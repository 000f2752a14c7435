"""Two at the same time: one wins, nothing is lost or doubled. Two engines over one database stand for two processes."""

import asyncio
from collections.abc import Iterator

import pytest

from backends.sql.approvals import SqlApprovalStore
from backends.sql.audit import SqlAuditLog
from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database, connect_database
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.outbox import SqlOutboxStore
from domain.errors import StaleError
from domain.writes import AuditEntry
from tests.contract.samples import (
    NOW,
    SHOP,
    action_approval,
    approved,
    effect,
    handoff,
    opening,
    result,
    working,
    writes,
)
from tests.vaults import vault

ROUNDS = 12


@pytest.fixture
def second(database: Database, database_url: str) -> Iterator[Database]:
    opened = connect_database(database_url, vault())
    yield opened
    opened.close()


async def test_of_two_decisions_one_wins(database: Database, second: Database) -> None:
    store = SqlConversationStore(database)
    for number in range(ROUNDS):
        work = working(await store.begin(opening()))
        shown = action_approval(work)
        await store.commit(work.turn, result(work), writes(approvals=(shown,)), work.lease, {})
        tries = [
            SqlApprovalStore(each).decide(approved(shown, by=by), shown, writes(effects=(effect(f"{number}:{by}"),)))
            for each, by in ((database, "key_1"), (second, "key_2"))
        ]
        ends = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(end) for end in ends if end is not None) == [StaleError]
        assert await SqlOutboxStore(database).pending_effects() == number + 1


async def test_a_decision_against_a_new_message_is_either_before_it_or_stale(
    database: Database, second: Database
) -> None:
    store, other = SqlConversationStore(database), SqlConversationStore(second)
    for _ in range(ROUNDS):
        work = working(await store.begin(opening()))
        shown = action_approval(work)
        await store.commit(work.turn, result(work), writes(approvals=(shown,)), work.lease, {})
        decided, begun = await asyncio.gather(
            SqlApprovalStore(database).decide(approved(shown), shown, writes()),
            other.begin(opening("等等", conversation_id=work.turn.conversation_id)),
            return_exceptions=True,
        )
        assert not isinstance(begun, BaseException)
        stored = await SqlApprovalStore(database).approval(SHOP, shown.approval_id)
        if decided is None:
            assert (stored.status, stored.version) == ("approved", 1)
        else:
            assert isinstance(decided, StaleError)
            assert (stored.status, stored.version) == ("pending", 2)


async def test_of_simultaneous_messages_one_runs_and_all_are_kept(database: Database, second: Database) -> None:
    stores = (SqlConversationStore(database), SqlConversationStore(second))
    work = working(await stores[0].begin(opening()))
    there = work.turn.conversation_id
    await stores[0].commit(work.turn, result(work), writes(), work.lease, {})
    begun = await asyncio.gather(
        *(stores[n % 2].begin(opening(str(n), conversation_id=there, worker=f"w{n}")) for n in range(ROUNDS))
    )
    assert sum(each.work is not None for each in begun) == 1
    messages = await stores[0].messages(SHOP, there)
    assert [m.seq for m in messages] == list(range(1, ROUNDS + 2))
    assert {m.text for m in messages[1:]} == {str(n) for n in range(ROUNDS)}


async def test_a_message_that_meets_the_write_of_a_reply_is_in_it_or_has_its_own(
    database: Database, second: Database
) -> None:
    store, other = SqlConversationStore(database), SqlConversationStore(second)
    for _ in range(ROUNDS):
        work = working(await store.begin(opening("一", burst_seconds=3)))
        there = work.turn.conversation_id
        wrote, begun = await asyncio.gather(
            store.commit(work.turn, result(work), writes(), work.lease, {}),
            other.begin(opening("二", conversation_id=there, burst_seconds=3, worker="w2")),
        )
        assert begun.kind == ("opened" if wrote else "joined")
        assert (begun.work is not None) == wrote
        if not wrote:
            grown = await store.again(work.lease, work.turn, NOW, 30)
            assert grown.turn.text == "一\n二"
            assert await store.commit(grown.turn, result(grown), writes(), grown.lease, {})


async def test_the_same_key_at_the_same_time_is_one_turn(database: Database, second: Database) -> None:
    stores = (SqlConversationStore(database), SqlConversationStore(second))
    for number in range(ROUNDS):
        key = f"k{number}"
        begun = await asyncio.gather(*(store.begin(opening(idempotency_key=key)) for store in stores))
        assert len({each.turn.turn_id for each in begun}) == 1
        assert sum(each.work is not None for each in begun) == 1
    assert len(await stores[0].conversations(SHOP)) == ROUNDS


async def test_of_two_takes_one_gets_the_turn(database: Database, second: Database) -> None:
    stores = (SqlConversationStore(database), SqlConversationStore(second))
    for _ in range(ROUNDS):
        work = working(await stores[0].begin(opening(lease_seconds=0)))
        taken = await asyncio.gather(
            *(store.take(work.turn.turn_id, f"w{n}", NOW, 30) for n, store in enumerate(stores))
        )
        assert sum(each is not None for each in taken) == 1


async def test_of_two_claims_one_person_has_the_handoff(database: Database, second: Database) -> None:
    store = SqlConversationStore(database)
    for _ in range(ROUNDS):
        work = working(await store.begin(opening()))
        waiting = handoff(work)
        await store.commit(work.turn, result(work), writes(handoffs=(waiting,)), work.lease, {})
        ends = await asyncio.gather(
            SqlHandoffStore(database).claim_handoff(SHOP, waiting.handoff_id, "key_1", NOW),
            SqlHandoffStore(second).claim_handoff(SHOP, waiting.handoff_id, "key_2", NOW),
            return_exceptions=True,
        )
        assert [type(end) for end in ends].count(StaleError) == 1


async def test_two_workers_never_claim_the_same_effect(database: Database, second: Database) -> None:
    effects = tuple(effect(f"k{n}") for n in range(40))
    await SqlConversationStore(database).write(SHOP, writes(effects=effects))
    workers = [SqlOutboxStore(each) for each in (database, second)]
    claims = await asyncio.gather(*(workers[n % 2].claim_effects(f"w{n}", NOW, 7, 30) for n in range(8)))
    claimed = [each.key for claim in claims for each in claim]
    assert len(claimed) == len(set(claimed))


async def test_the_audit_chain_holds_under_simultaneous_writers(database: Database, second: Database) -> None:
    stores = [SqlConversationStore(each) for each in (database, second)]
    entries = [AuditEntry(at=NOW, actor="key_1", act="x", subject=str(n)) for n in range(ROUNDS)]
    await asyncio.gather(*(stores[n % 2].write(SHOP, writes(audit=(each,))) for n, each in enumerate(entries)))
    assert len(await SqlAuditLog(database).entries(SHOP)) == ROUNDS
    assert await SqlAuditLog(database).first_break(SHOP) is None
