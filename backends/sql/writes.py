"""Applies a bundle of writes inside the caller's transaction."""

from sqlalchemy import Connection

from backends.sql.approval_rows import add_approval, replace_earlier, set_action_status
from backends.sql.audit import append_audit
from backends.sql.handoff_rows import put_handoff
from backends.sql.notices import action_ended, announce, approval_created, approval_decided, handed_off, reply_sent
from backends.sql.outbox_rows import add_effect
from backends.sql.promise_rows import add_promise, keep_promises
from backends.sql.silence import silence
from backends.sql.transcript import Transcript
from domain.approvals import Approval
from domain.conversation import Mode
from domain.ids import ConversationId, ShopId
from domain.intents import Speaker
from domain.promises import Keeping
from domain.webhooks import Notice
from domain.writes import ModeChange, Writes


def apply_writes(connection: Connection, shop: ShopId, writes: Writes, held: Transcript | None = None) -> None:
    """Write everything of the bundle, which has to be of this shop.

    Args:
        held: the conversation that the caller has locked; it is saved by the caller.

    Raises:
        NotFoundError: a conversation of the bundle is not this shop's.
    """
    shops = {
        *(each.shop for each in writes.approvals),
        *(each.shop for each in writes.handoffs),
        *(each.shop for each in writes.effects),
        *(each.shop for each in writes.promises),
    }
    if shops - {shop}:
        raise ValueError("a bundle of writes belongs to one shop")
    transcripts = _lock(connection, shop, _conversations(writes), held)
    notices: list[Notice] = []
    for message in writes.messages:
        seq = transcripts[message.conversation_id].add_message(message)
        if seq is not None and message.speaker is not Speaker.CUSTOMER:
            notices.append(reply_sent(message, seq))
    for event in writes.events:
        transcripts[event.conversation_id].add_event(event.type, event.data, event.at)
    for change in writes.modes:
        _change_mode(transcripts[change.conversation_id], change)
    for transcript in transcripts.values():
        if transcript is not held:
            transcript.save()
    for approval in writes.approvals:
        add_approval(connection, approval)
        notices.append(approval_created(approval))
        notices += _replace_earlier(connection, approval)
    for handoff in writes.handoffs:
        if put_handoff(connection, handoff):
            notices.append(handed_off(handoff))
    for effect in writes.effects:
        add_effect(connection, effect)
    for status in writes.actions:
        changed = set_action_status(connection, shop, status)
        if changed is not None and (ended := action_ended(changed)):
            notices.append(ended)
    for keeping in writes.kept:
        keep_promises(connection, shop, keeping)
    for promise in writes.promises:
        add_promise(connection, promise)
    announce(connection, shop, notices)
    append_audit(connection, shop, writes.audit)


def _replace_earlier(connection: Connection, approval: Approval) -> list[Notice]:
    closed, at = replace_earlier(connection, approval), approval.created_at
    for old in closed:
        about = {"conversation_id": old.conversation_id, "about": f"approval:{old.approval_id}"}
        keep_promises(connection, old.shop, Keeping(at=at, by="message", withdrawn=True, **about))
    entries = [old.entry(at, "customer", "approval.stale", "asked_again") for old in closed]
    append_audit(connection, approval.shop, entries)
    return [approval_decided(old) for old in closed]


def _conversations(writes: Writes) -> set[ConversationId]:
    return {
        *(each.conversation_id for each in writes.messages),
        *(each.conversation_id for each in writes.events),
        *(each.conversation_id for each in writes.modes),
        *(each.conversation_id for each in writes.approvals),
        *(each.conversation_id for each in writes.handoffs),
        *(each.conversation_id for each in writes.promises),
    }


def _lock(
    connection: Connection, shop: ShopId, ids: set[ConversationId], held: Transcript | None
) -> dict[ConversationId, Transcript]:
    # In one order everywhere, so that two writers can't wait for each other.
    return {
        each: held
        if held is not None and held.conversation.conversation_id == each
        else Transcript.open(connection, shop, each)
        for each in sorted(ids)
    }


_STRENGTH: dict[Mode, int] = {"bot": 0, "waiting": 1, "human": 2, "frozen": 3}


def _change_mode(transcript: Transcript, change: ModeChange) -> None:
    now = transcript.conversation
    # A turn that ends in a handoff doesn't take the conversation from the person who has claimed it meanwhile.
    if change.mode == "waiting" and _STRENGTH[now.mode] > _STRENGTH[change.mode]:
        return
    held_by = now.held_by if change.mode in ("human", "frozen") else None
    transcript.set_mode(change.mode, held_by, transcript.changes.get("updated_at", now.updated_at))
    if change.mode in ("human", "frozen"):
        silence(transcript)
