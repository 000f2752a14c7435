"""ConversationStore: messages, turns, leases."""

import pytest

from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database
from backends.sql.handoffs import SqlHandoffStore
from domain.conversation import Committed
from domain.errors import LeaseLostError, NotFoundError, StaleError
from domain.ids import ConversationId
from domain.intents import Outcome, Speaker
from domain.writes import ModeChange, NewEvent
from tests.contract.samples import (
    NOW,
    OTHER_SHOP,
    SHOP,
    draft_approval,
    effect,
    handoff,
    later,
    opening,
    reply,
    result,
    working,
    writes,
)


@pytest.fixture
def store(database: Database) -> SqlConversationStore:
    return SqlConversationStore(database)


async def test_a_first_message_opens_a_conversation_and_may_run(store: SqlConversationStore) -> None:
    begun = await store.begin(opening("你好"))
    work = working(begun)
    assert begun.turn.status == "running"
    assert (work.turn.text, work.turn.seq, work.turn.attempts, work.failures) == ("你好", 1, 1, 0)
    assert work.history == ()
    assert work.turn.received_at == NOW
    assert work.turn.received_at.utcoffset() == NOW.utcoffset()


async def test_a_committed_turn_is_read_back_with_its_messages_events_and_trace(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening("几天能退")))
    status = NewEvent(conversation_id=work.turn.conversation_id, type="status", data={"step": "done"}, at=NOW)
    bundle = writes(messages=(reply(work, "七天"),), events=(status,))
    await store.commit(work.turn, result(work, text="七天"), bundle, work.lease, {"draft": ["七天"]})
    turn = await store.turn(SHOP, work.turn.turn_id)
    assert turn.status == "done"
    assert turn.result == result(work, text="七天")
    assert await store.trace(SHOP, turn.turn_id) == {"draft": ["七天"]}
    messages = await store.messages(SHOP, turn.conversation_id)
    assert [(m.seq, m.speaker, m.text) for m in messages] == [(1, "customer", "几天能退"), (2, "bot", "七天")]
    events = await store.events(SHOP, turn.conversation_id)
    assert [(e.seq, e.type) for e in events] == [(1, "message"), (2, "message"), (3, "status")]
    assert events[1].data["text"] == "七天"
    assert events[1].data["ai_generated"] is True
    assert [e.seq for e in await store.events(SHOP, turn.conversation_id, after_seq=2)] == [3]


async def test_the_next_turn_reads_the_history_and_counts_failures_in_a_row(store: SqlConversationStore) -> None:
    conversation = None
    for number, outcome in enumerate((Outcome.CLARIFY, Outcome.ANSWER, Outcome.ABSTAIN, Outcome.CLARIFY)):
        work = working(await store.begin(opening(f"问{number}", conversation_id=conversation)))
        conversation = work.turn.conversation_id
        bundle = writes(messages=(reply(work, f"答{number}"),))
        await store.commit(work.turn, result(work, outcome), bundle, work.lease, {})
    work = working(await store.begin(opening("再问", conversation_id=conversation)))
    assert work.failures == 2
    assert [line.text for line in work.history][-2:] == ["问3", "答3"]
    assert work.history[-1].speaker is Speaker.BOT


async def test_the_history_is_the_last_twenty_messages(store: SqlConversationStore) -> None:
    conversation = None
    for number in range(15):
        work = working(await store.begin(opening(f"问{number}", conversation_id=conversation)))
        conversation = work.turn.conversation_id
        await store.commit(work.turn, result(work), writes(messages=(reply(work),)), work.lease, {})
    work = working(await store.begin(opening("再问", conversation_id=conversation)))
    assert len(work.history) == 20
    assert work.history[0].text == "问5"


async def test_a_second_message_waits_for_the_first_and_comes_after_it(store: SqlConversationStore) -> None:
    first = working(await store.begin(opening("一")))
    second = await store.begin(opening("二", conversation_id=first.turn.conversation_id, worker="w2"))
    assert second.work is None
    assert second.turn.status == "queued"
    assert await store.take(second.turn.turn_id, "w2", NOW, 30) is None
    await store.commit(first.turn, result(first), writes(messages=(reply(first),)), first.lease, {})
    work = await store.take(second.turn.turn_id, "w2", NOW, 30)
    assert work is not None
    assert work.lease.token == first.lease.token + 1
    assert [line.text for line in work.history] == ["一"]


async def test_an_idempotency_key_returns_the_first_turn(store: SqlConversationStore) -> None:
    first = working(await store.begin(opening("退货", idempotency_key="k")))
    again = await store.begin(opening("退货", idempotency_key="k"))
    assert again.work is None
    assert again.turn.turn_id == first.turn.turn_id
    await store.commit(first.turn, result(first), writes(messages=(reply(first),)), first.lease, {})
    replayed = await store.begin(opening("退货", idempotency_key="k"))
    assert replayed.turn.result == result(first)
    assert len(await store.messages(SHOP, first.turn.conversation_id)) == 2


async def test_an_idempotency_key_with_another_text_is_refused(store: SqlConversationStore) -> None:
    await store.begin(opening("退货", idempotency_key="k"))
    with pytest.raises(StaleError):
        await store.begin(opening("换货", idempotency_key="k"))


async def test_an_idempotency_key_of_another_conversation_is_refused(store: SqlConversationStore) -> None:
    first = working(await store.begin(opening("退货", idempotency_key="k")))
    other = working(await store.begin(opening("你好")))
    with pytest.raises(StaleError):
        await store.begin(opening("退货", idempotency_key="k", conversation_id=other.turn.conversation_id))
    again = await store.begin(opening("退货", idempotency_key="k", conversation_id=first.turn.conversation_id))
    assert again.turn.turn_id == first.turn.turn_id


async def test_a_message_within_the_burst_joins_the_running_turn_and_its_write_waits_for_it(
    store: SqlConversationStore,
) -> None:
    first = working(await store.begin(opening("在吗", burst_seconds=3)))
    more = opening(
        "几天能退", conversation_id=first.turn.conversation_id, burst_seconds=3, leased_at=later(3), idempotency_key="k"
    )
    joined = await store.begin(more)
    assert (joined.kind, joined.seq, joined.work, joined.turn.turn_id) == ("joined", 2, None, first.turn.turn_id)
    bundle = writes(messages=(reply(first),))
    assert not await store.commit(first.turn, result(first), bundle, first.lease, {})
    grown = await store.again(first.lease, first.turn, later(3), 30)
    assert (grown.turn.text, grown.turn.messages, grown.history) == ("在吗\n几天能退", 2, ())
    assert grown.lease.until == later(33)
    assert await store.commit(grown.turn, result(grown), bundle, grown.lease, {})
    replayed = await store.begin(more)
    assert (replayed.kind, replayed.seq, replayed.turn.result) == ("replayed", 2, result(grown))
    messages = await store.messages(SHOP, first.turn.conversation_id)
    assert [(m.seq, m.text, m.turn_id) for m in messages] == [
        (n, text, first.turn.turn_id) for n, text in enumerate(("在吗", "几天能退", "您好"), 1)
    ]
    assert await store.unfinished(later(99)) == []


@pytest.mark.parametrize(("seconds", "at"), [(3.0, 3.1), (3.0, -0.1), (0.0, 0.0)])
async def test_outside_of_the_burst_a_message_has_its_own_turn(
    store: SqlConversationStore, seconds: float, at: float
) -> None:
    first = working(await store.begin(opening("在吗", burst_seconds=seconds)))
    there = first.turn.conversation_id
    second = await store.begin(opening("一", conversation_id=there, burst_seconds=seconds, leased_at=later(at)))
    assert second.kind == "opened"
    third = await store.begin(opening("二", conversation_id=there, burst_seconds=seconds, leased_at=later(at + 60)))
    assert (third.kind, third.turn.text) == (("joined", "一\n二") if seconds else ("opened", "二"))
    assert await store.commit(first.turn, result(first), writes(), first.lease, {})


async def test_who_lost_the_lease_gets_no_grown_turn(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening("在吗")))
    assert await store.take(work.turn.turn_id, "w2", later(31), 30) is not None
    with pytest.raises(LeaseLostError):
        await store.again(work.lease, work.turn, later(31), 30)


async def test_idempotency_keys_of_two_owners_or_shops_are_apart(store: SqlConversationStore) -> None:
    first = await store.begin(opening("退货", idempotency_key="k"))
    other = await store.begin(opening("换货", idempotency_key="k", owner="customer:b"))
    elsewhere = await store.begin(opening("换货", idempotency_key="k", shop=OTHER_SHOP))
    assert len({first.turn.turn_id, other.turn.turn_id, elsewhere.turn.turn_id}) == 3


@pytest.mark.parametrize("foreign", [{"owner": "customer:b"}, {"shop": OTHER_SHOP}])
async def test_a_foreign_conversation_is_as_absent_as_none(
    store: SqlConversationStore, foreign: dict[str, str]
) -> None:
    work = working(await store.begin(opening()))
    with pytest.raises(NotFoundError) as of_foreign:
        await store.begin(opening("嗨", conversation_id=work.turn.conversation_id, **foreign))
    with pytest.raises(NotFoundError) as of_absent:
        await store.begin(opening("嗨", conversation_id=ConversationId("con_0"), **foreign))
    assert str(of_foreign.value) == str(of_absent.value)


async def test_reading_stays_within_the_shop_and_the_owner(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    there = work.turn.conversation_id
    assert await store.messages(OTHER_SHOP, there) == []
    assert await store.events(OTHER_SHOP, there) == []
    assert await store.conversations(OTHER_SHOP) == []
    assert await store.conversations(SHOP, owner="customer:b") == []
    assert [c.conversation_id for c in await store.conversations(SHOP, owner="customer:a")] == [there]
    for call in (
        store.conversation(OTHER_SHOP, there),
        store.conversation(SHOP, there, owner="customer:b"),
        store.turn(OTHER_SHOP, work.turn.turn_id),
        store.trace(OTHER_SHOP, work.turn.turn_id),
    ):
        with pytest.raises(NotFoundError):
            await call


async def test_a_stale_lease_cant_commit_and_nothing_is_written(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    newer = await store.take(work.turn.turn_id, "w2", later(31), 30)
    assert newer is not None
    assert newer.turn.attempts == 2
    with pytest.raises(LeaseLostError):
        await store.commit(work.turn, result(work), writes(messages=(reply(work, "旧"),)), work.lease, {})
    assert len(await store.messages(SHOP, work.turn.conversation_id)) == 1
    with pytest.raises(LeaseLostError):
        await store.renew(work.lease, later(31), 30)
    await store.commit(newer.turn, result(newer), writes(messages=(reply(newer, "新"),)), newer.lease, {})
    assert [m.text for m in await store.messages(SHOP, work.turn.conversation_id)] == ["在吗", "新"]


async def test_a_finished_turn_is_left_as_it_is(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    first = writes(messages=(reply(work, "一"),))
    assert await store.commit(work.turn, result(work, text="一"), first, work.lease, {}) is Committed.WRITTEN
    more = writes(messages=(reply(work, "二", dedupe_key="other"),))
    assert await store.commit(work.turn, result(work, text="二"), more, work.lease, {}) is Committed.ENDED_BEFORE
    assert (await store.turn(SHOP, work.turn.turn_id)).result == result(work, text="一")
    assert len(await store.messages(SHOP, work.turn.conversation_id)) == 2


async def test_a_commit_that_fails_half_way_leaves_nothing(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    foreign = draft_approval(work).model_copy(update={"conversation_id": ConversationId("con_0")})
    bundle = writes(messages=(reply(work),), approvals=(foreign,), effects=(effect(),))
    with pytest.raises(NotFoundError):
        await store.commit(work.turn, result(work), bundle, work.lease, {})
    assert (await store.turn(SHOP, work.turn.turn_id)).status == "running"
    assert len(await store.messages(SHOP, work.turn.conversation_id)) == 1


async def test_a_renewed_lease_holds_longer(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    lease = await store.renew(work.lease, later(20), 30)
    assert lease.until == later(50)
    assert await store.take(work.turn.turn_id, "w2", later(40), 30) is None
    assert await store.take(work.turn.turn_id, "w2", later(50), 30) is not None


async def test_what_a_crash_left_is_found_oldest_first(store: SqlConversationStore) -> None:
    first = working(await store.begin(opening("一")))
    second = await store.begin(opening("二", conversation_id=first.turn.conversation_id, at=later(1)))
    done = working(await store.begin(opening("三", at=later(2))))
    await store.commit(done.turn, result(done), writes(), done.lease, {})
    assert await store.unfinished(later(5)) == []
    assert await store.unfinished(later(40)) == [first.turn.turn_id, second.turn.turn_id]


async def test_the_same_dedupe_key_adds_nothing(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    for _ in range(2):
        await store.write(SHOP, writes(messages=(reply(work),)))
    assert [m.seq for m in await store.messages(SHOP, work.turn.conversation_id)] == [1, 2]
    assert [e.seq for e in await store.events(SHOP, work.turn.conversation_id)] == [1, 2]


async def test_while_a_person_holds_it_the_bot_is_silent(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    there = work.turn.conversation_id
    assert (await store.claim(SHOP, there, "key_1", NOW)).held_by == "key_1"
    # The turn that was running ends without a word, and so does the next.
    await store.commit(work.turn, result(work), writes(messages=(reply(work),)), work.lease, {})
    begun = await store.begin(opening("还在吗", conversation_id=there))
    assert begun.work is None
    for turn_id in (work.turn.turn_id, begun.turn.turn_id):
        turn = await store.turn(SHOP, turn_id)
        assert turn.status == "done"
        assert turn.result is not None
        assert (turn.result.outcome, turn.result.reply.text) == (Outcome.HANDOFF, "")
    assert [m.speaker for m in await store.messages(SHOP, there)] == [Speaker.CUSTOMER, Speaker.CUSTOMER]


async def test_another_person_cant_claim_what_is_held(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    there = work.turn.conversation_id
    await store.claim(SHOP, there, "key_1", NOW)
    await store.claim(SHOP, there, "key_1", NOW)
    with pytest.raises(StaleError):
        await store.claim(SHOP, there, "key_2", NOW)


async def test_after_hand_back_the_bot_starts_clean(store: SqlConversationStore, database: Database) -> None:
    handoffs = SqlHandoffStore(database)
    work = working(await store.begin(opening("骗子")))
    there = work.turn.conversation_id
    waiting = ModeChange(conversation_id=there, mode="waiting")
    bundle = writes(messages=(reply(work),), handoffs=(handoff(work),), modes=(waiting,))
    await store.commit(work.turn, result(work, Outcome.HANDOFF), bundle, work.lease, {})
    assert (await store.conversation(SHOP, there)).mode == "waiting"
    await store.claim(SHOP, there, "key_1", NOW)
    assert [each.claimed_by for each in await handoffs.handoffs(SHOP)] == ["key_1"]
    released = await store.release(SHOP, there, "key_1", NOW)
    assert (released.mode, released.held_by, released.clean_from) == ("bot", None, 2)
    assert await handoffs.open_handoff(SHOP, there) is None
    fresh = working(await store.begin(opening("你好", conversation_id=there)))
    assert (fresh.history, fresh.failures) == ((), 0)
    statuses = [e.data["mode"] for e in await store.events(SHOP, there) if e.type == "status"]
    assert statuses == ["waiting", "human", "bot"]


async def test_a_frozen_conversation_stays_silent(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    frozen = ModeChange(conversation_id=work.turn.conversation_id, mode="frozen")
    await store.commit(work.turn, result(work, Outcome.HANDOFF), writes(modes=(frozen,)), work.lease, {})
    begun = await store.begin(opening("喂", conversation_id=work.turn.conversation_id))
    assert begun.work is None
    assert begun.turn.status == "done"
    assert (await store.turn(SHOP, work.turn.turn_id)).result == result(work, Outcome.HANDOFF)


async def test_a_waiting_conversation_is_still_answered(store: SqlConversationStore) -> None:
    work = working(await store.begin(opening()))
    waiting = ModeChange(conversation_id=work.turn.conversation_id, mode="waiting")
    await store.commit(work.turn, result(work), writes(modes=(waiting,)), work.lease, {})
    working(await store.begin(opening("喂", conversation_id=work.turn.conversation_id)))


@pytest.mark.parametrize("text", ["空\x00字", "半个\ud83d字"])
async def test_text_that_databases_refuse_is_stored_all_the_same(store: SqlConversationStore, text: str) -> None:
    work = working(await store.begin(opening(text, idempotency_key="k")))
    again = await store.begin(opening(text, idempotency_key="k"))
    assert again.turn.turn_id == work.turn.turn_id
    assert "\ufffd" in again.turn.text


@pytest.mark.parametrize("odd", ["con_\x00", "\ud800", "con_1\x00'; --"])
async def test_an_id_that_no_database_can_hold_is_an_id_that_isnt_there(database: Database, odd: str) -> None:
    store = SqlConversationStore(database)
    with pytest.raises(NotFoundError):
        await store.conversation(SHOP, ConversationId(odd))
    with pytest.raises(NotFoundError):
        await store.begin(opening(conversation_id=ConversationId(odd)))
