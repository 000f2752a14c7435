"""ApprovalStore, HandoffStore and OutboxStore: what people decide and what follows."""

import pytest

from backends.sql.approvals import SqlApprovalStore
from backends.sql.audit import ChainedEntry, SqlAuditLog
from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.outbox import SqlOutboxStore
from domain.approvals import Approval
from domain.conversation import Work
from domain.errors import NotFoundError, StaleError
from domain.ids import ShopId
from domain.writes import ActionStatus, AuditEntry, ModeChange, Writes
from tests.contract.samples import (
    NOW,
    OTHER_SHOP,
    SHOP,
    action_approval,
    approved,
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


async def _waiting(database: Database, **fields: object) -> tuple[Work, Approval]:
    store = SqlConversationStore(database)
    work = working(await store.begin(opening("取消")))
    approval = action_approval(work, **fields)
    await store.commit(work.turn, result(work), writes(approvals=(approval,)), work.lease, {})
    return work, approval


async def test_a_decision_is_stored_with_its_effect(database: Database) -> None:
    _, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    entry = AuditEntry(at=NOW, actor="key_1", act="approval.approve", subject=shown.approval_id)
    await store.decide(approved(shown), shown, writes(effects=(effect(),), audit=(entry,)))
    assert await store.approval(SHOP, shown.approval_id) == approved(shown)
    assert await SqlOutboxStore(database).pending_effects(SHOP) == 1
    assert [link.entry for link in await SqlAuditLog(database).entries(SHOP)] == [entry]


async def test_a_second_decision_is_stale_and_writes_nothing(database: Database) -> None:
    _, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    await store.decide(approved(shown), shown, writes())
    with pytest.raises(StaleError):
        await store.decide(approved(shown, by="key_2"), shown, writes(effects=(effect(),)))
    assert (await store.approval(SHOP, shown.approval_id)).decided_by == "key_1"
    assert await SqlOutboxStore(database).pending_effects() == 0


async def test_a_newer_message_makes_what_was_shown_stale(database: Database) -> None:
    work, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    await SqlConversationStore(database).begin(opening("等等", conversation_id=work.turn.conversation_id))
    with pytest.raises(StaleError):
        await store.decide(approved(shown), shown, writes())
    newer = await store.approval(SHOP, shown.approval_id)
    assert newer.version == shown.version + 1
    await store.decide(approved(newer), newer, writes())


async def test_what_was_not_shown_exactly_so_cant_be_decided(database: Database) -> None:
    _, shown = await _waiting(database)
    assert shown.action is not None
    other = shown.model_copy(update={"action": shown.action.model_copy(update={"args": {"order_no": "T2"}})})
    with pytest.raises(StaleError):
        await SqlApprovalStore(database).decide(approved(other), other, writes())


async def test_an_approval_of_another_shop_is_absent(database: Database) -> None:
    _, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    assert await store.approvals(OTHER_SHOP) == []
    with pytest.raises(NotFoundError):
        await store.approval(OTHER_SHOP, shown.approval_id)
    foreign = shown.model_copy(update={"shop": OTHER_SHOP})
    with pytest.raises(NotFoundError):
        await store.decide(approved(foreign), foreign, writes())


async def test_an_overdue_approval_expires_and_cant_be_decided(database: Database) -> None:
    _, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    with pytest.raises(StaleError):
        await store.decide(approved(shown, at=later(3600)), shown, writes())
    assert await store.expire(SHOP, later(3599)) == []
    assert await store.expire(OTHER_SHOP, later(3600)) == []
    assert [each.status for each in await store.expire(SHOP, later(3600))] == ["expired"]
    assert await store.expire(SHOP, later(3600)) == []


async def test_a_refreshed_approval_replaces_the_shown_one_once(database: Database) -> None:
    _, shown = await _waiting(database)
    store = SqlApprovalStore(database)
    changed = shown.model_copy(update={"version": 2, "question": "取消吧"})
    entry = changed.entry(later(1), "rules", "approval.outdated", "order_changed")
    await store.refresh(changed, shown, writes(audit=(entry,)))
    with pytest.raises(StaleError):
        await store.refresh(changed, shown, writes(audit=(entry,)))
    assert await store.approvals(SHOP, "pending") == [changed]


async def test_what_a_refresh_tells_the_customer_is_written_with_it_or_not_at_all(database: Database) -> None:
    work, shown = await _waiting(database)
    store, conversations = SqlApprovalStore(database), SqlConversationStore(database)
    closed = shown.model_copy(update={"version": 2, "status": "stale"})
    await store.refresh(closed, shown, writes(messages=(reply(work, "办不了了", dedupe_key="result"),)))
    said = await conversations.messages(SHOP, shown.conversation_id)
    assert said[-1].text == "办不了了"
    with pytest.raises(StaleError):
        await store.refresh(closed, shown, writes(messages=(reply(work, "再说一遍", dedupe_key="again"),)))
    assert await conversations.messages(SHOP, shown.conversation_id) == said


async def test_pending_approvals_come_oldest_first(database: Database) -> None:
    _, late = await _waiting(database, created_at=later(5))
    _, early = await _waiting(database)
    _, done = await _waiting(database, created_at=later(-5))
    store = SqlApprovalStore(database)
    await store.decide(approved(done), done, writes())
    assert [each.approval_id for each in await store.approvals(SHOP)] == [
        early.approval_id,
        late.approval_id,
        done.approval_id,
    ]
    assert len(await store.approvals(SHOP, limit=1)) == 1


async def test_what_became_of_an_action_is_noted_and_final(database: Database) -> None:
    _, shown = await _waiting(database)
    assert shown.action is not None
    conversations, store = SqlConversationStore(database), SqlApprovalStore(database)
    for status in ("executing", "done", "executing"):
        change = ActionStatus(action_id=shown.action.action_id, status=status, message="已取消")
        await conversations.write(SHOP, writes(actions=(change,)))
    action = (await store.approval(SHOP, shown.approval_id)).action
    assert action is not None
    assert (action.status, action.message) == ("done", "已取消")


async def test_a_draft_is_read_back_as_it_was(database: Database) -> None:
    conversations = SqlConversationStore(database)
    work = working(await conversations.begin(opening()))
    draft = draft_approval(work)
    await conversations.commit(work.turn, result(work), writes(approvals=(draft,)), work.lease, {})
    assert await SqlApprovalStore(database).approval(SHOP, draft.approval_id) == draft


async def _handed_off(database: Database, **fields: object) -> Work:
    store = SqlConversationStore(database)
    work = working(await store.begin(opening()))
    waiting = ModeChange(conversation_id=work.turn.conversation_id, mode="waiting")
    bundle = writes(handoffs=(handoff(work, **fields),), modes=(waiting,))
    await store.commit(work.turn, result(work), bundle, work.lease, {})
    return work


async def test_a_claimed_handoff_takes_its_conversation_along_and_back(database: Database) -> None:
    work = await _handed_off(database)
    store, conversations = SqlHandoffStore(database), SqlConversationStore(database)
    waiting = await store.open_handoff(SHOP, work.turn.conversation_id)
    assert waiting is not None
    claimed = await store.claim_handoff(SHOP, waiting.handoff_id, "key_1", NOW)
    assert (claimed.status, claimed.claimed_by) == ("claimed", "key_1")
    held = await conversations.conversation(SHOP, work.turn.conversation_id)
    assert (held.mode, held.held_by) == ("human", "key_1")
    with pytest.raises(StaleError):
        await store.claim_handoff(SHOP, waiting.handoff_id, "key_2", NOW)
    assert (await store.resolve_handoff(SHOP, waiting.handoff_id, "key_1", NOW)).status == "resolved"
    back = await conversations.conversation(SHOP, work.turn.conversation_id)
    assert (back.mode, back.held_by, back.clean_from) == ("bot", None, 1)
    with pytest.raises(StaleError):
        await store.resolve_handoff(SHOP, waiting.handoff_id, "key_1", NOW)


async def test_handoffs_come_by_priority_then_age_and_by_shop(database: Database) -> None:
    for priority, age in ((3, 0), (1, 5), (1, 2)):
        await _handed_off(database, priority=priority, created_at=later(age))
    store = SqlHandoffStore(database)
    assert [(each.priority, each.created_at) for each in await store.handoffs(SHOP)] == [
        (1, later(2)),
        (1, later(5)),
        (3, NOW),
    ]
    assert await store.handoffs(OTHER_SHOP) == []


async def test_a_later_turn_adds_to_a_handoff_without_taking_it_away(database: Database) -> None:
    work = await _handed_off(database)
    store, conversations = SqlHandoffStore(database), SqlConversationStore(database)
    waiting = await store.open_handoff(SHOP, work.turn.conversation_id)
    assert waiting is not None
    await store.claim_handoff(SHOP, waiting.handoff_id, "key_1", NOW)
    more = waiting.model_copy(update={"priority": 1, "summary": "更急了"})
    back_to_waiting = ModeChange(conversation_id=work.turn.conversation_id, mode="waiting")
    await conversations.write(SHOP, writes(handoffs=(more,), modes=(back_to_waiting,)))
    stored = await store.handoff(SHOP, waiting.handoff_id)
    assert (stored.priority, stored.summary, stored.claimed_by) == (1, "更急了", "key_1")
    assert (await conversations.conversation(SHOP, work.turn.conversation_id)).mode == "human"


async def test_an_effect_is_one_row_under_its_key(database: Database) -> None:
    conversations, outbox = SqlConversationStore(database), SqlOutboxStore(database)
    for _ in range(2):
        await conversations.write(SHOP, writes(effects=(effect("same"),)))
    assert await outbox.pending_effects() == 1


async def test_a_claimed_effect_is_one_workers_until_its_lease_runs_out(database: Database) -> None:
    outbox = SqlOutboxStore(database)
    await SqlConversationStore(database).write(SHOP, writes(effects=(effect(), effect("k2", due_at=later(100)))))
    (mine,) = await outbox.claim_effects("w1", NOW, 10, 30)
    assert (mine.status, mine.attempts, mine.key) == ("running", 1, "k1")
    assert await outbox.claim_effects("w2", later(29), 10, 30) == []
    (taken,) = await outbox.claim_effects("w2", later(30), 10, 30)
    assert (taken.attempts, mine.unsure, taken.unsure) == (2, False, True), "the first may have gone through"
    assert await outbox.complete(mine, "w1", writes(effects=(effect("k3"),))) is False
    assert await outbox.complete(taken, "w2", writes()) is True
    assert await outbox.pending_effects(SHOP) == 1


async def test_an_effect_given_back_is_due_later_and_one_given_up_is_not(database: Database) -> None:
    outbox = SqlOutboxStore(database)
    await SqlConversationStore(database).write(SHOP, writes(effects=(effect(),)))
    (first,) = await outbox.claim_effects("w1", NOW, 10, 30)
    await outbox.retry(first, "w1", later(60), "no answer")
    assert await outbox.claim_effects("w1", later(59), 10, 30) == []
    (second,) = await outbox.claim_effects("w1", later(60), 10, 30)
    assert (second.attempts, second.error, second.unsure) == (2, "no answer", False)
    assert await outbox.give_up(second, "w1", "unknown", "no answer", writes())
    assert await outbox.claim_effects("w1", later(9999), 10, 30) == []
    assert await outbox.pending_effects() == 0


async def test_what_an_effect_led_to_is_written_with_it(database: Database) -> None:
    conversations, outbox = SqlConversationStore(database), SqlOutboxStore(database)
    work = working(await conversations.begin(opening()))
    await conversations.write(SHOP, writes(effects=(effect(),)))
    (mine,) = await outbox.claim_effects("w1", NOW, 10, 30)
    assert await outbox.complete(mine, "w1", writes(messages=(reply(work, "已取消"),)))
    assert [m.text for m in await conversations.messages(SHOP, work.turn.conversation_id)] == ["在吗", "已取消"]


class _AuditedWhileItGrows(SqlAuditLog):
    """Somebody acts just when the last entry has been read."""

    has_grown = False

    async def entries(self, shop: ShopId, after_seq: int = 0, limit: int = 1000) -> list[ChainedEntry]:
        found = await super().entries(shop, after_seq, limit)
        if not found and not self.has_grown:
            self.has_grown = True
            entry = AuditEntry(at=NOW, actor="key_1", act="settings.change", subject=shop)
            await SqlConversationStore(self._database).write(shop, Writes(audit=(entry,)))
        return found


async def test_an_act_during_the_check_of_the_chain_is_no_break(database: Database) -> None:
    entry = AuditEntry(at=NOW, actor="key_1", act="settings.change", subject=SHOP)
    await SqlConversationStore(database).write(SHOP, Writes(audit=(entry,)))
    log = _AuditedWhileItGrows(database)
    assert await log.first_break(SHOP) is None
    assert log.has_grown
    assert await log.first_break(SHOP) is None


async def test_the_audit_chain_shows_a_changed_and_a_removed_entry(database: Database) -> None:
    audit, conversations = SqlAuditLog(database), SqlConversationStore(database)
    for number in range(4):
        entry = AuditEntry(at=later(number), actor="key_1", act="x", subject=str(number), detail={"n": number})
        await conversations.write(SHOP, writes(audit=(entry,)))
    assert await audit.first_break(SHOP) is None
    assert await audit.first_break(OTHER_SHOP) is None
    await database.write(lambda c: c.exec_driver_sql("DELETE FROM audit WHERE seq = 4"))
    assert await audit.first_break(SHOP) == 4
    await database.write(lambda c: c.exec_driver_sql("UPDATE audit SET actor = 'key_9' WHERE seq = 2"))
    assert await audit.first_break(SHOP) == 2
