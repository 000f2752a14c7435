"""Turns what was written into webhook deliveries, inside the same transaction."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, bindparam, select

from backends.sql.outbox_rows import add_effect
from backends.sql.tables import webhooks
from domain.approvals import Approval
from domain.clock import SystemClock
from domain.handoffs import Handoff
from domain.ids import ShopId, new_id
from domain.outbox import Effect
from domain.promises import Promise
from domain.webhooks import EventType, Notice
from domain.writes import NewMessage

_LISTENING = select(webhooks.c.webhook_id, webhooks.c.events).where(
    webhooks.c.shop == bindparam("shop"), webhooks.c.ended_at.is_(None)
)
_ACTIONS: dict[str, EventType] = {
    "done": "action.done",
    "refused": "action.failed",
    "failed": "action.failed",
    "unknown": "action.unknown",
}


def announce(connection: Connection, shop: ShopId, notices: Sequence[Notice]) -> None:
    """One delivery for each address that wants to hear of it."""
    if not notices:
        return
    listening = connection.execute(_LISTENING, {"shop": shop}).all()
    for webhook_id, events in listening:
        wanted = json.loads(events)
        for notice in notices:
            if not wanted or notice.type in wanted:
                add_effect(connection, delivery_of(shop, webhook_id, notice))


def delivery_of(shop: ShopId, webhook_id: str, notice: Notice) -> Effect:
    """The outbox row; the event's id is the same for every address and every repetition."""
    named = hashlib.sha256(f"{shop}:{notice.type}:{notice.key}".encode()).hexdigest()[:24]
    body: dict[str, JsonValue] = {
        "type": notice.type,
        "timestamp": notice.at.isoformat(),
        "data": {"shop": shop, **notice.data},
    }
    return Effect(
        effect_id=new_id("efx"),
        key=f"webhook:{webhook_id}:evt_{named}",
        shop=shop,
        kind="webhook",
        payload={"webhook_id": webhook_id, "event_id": f"evt_{named}", "event": body},
        # The machine's time, as every due time of the outbox: the shop's clock may stand still.
        due_at=SystemClock().now(),
    )


def reply_sent(message: NewMessage, seq: int) -> Notice:
    """Something was said to the customer."""
    data: dict[str, Any] = {
        "conversation_id": message.conversation_id,
        "turn_id": message.turn_id,
        "seq": seq,
        "speaker": message.speaker.value,
        "ai_generated": message.ai_generated,
    }
    return Notice("reply.sent", message.dedupe_key, message.at, data)


def handed_off(handoff: Handoff) -> Notice:
    """A conversation waits for people."""
    names = ("handoff_id", "conversation_id", "turn_id", "topic", "priority", "queue")
    return Notice("conversation.handed_off", f"{handoff.handoff_id}:{handoff.turn_id}", handoff.created_at,
                  handoff.model_dump(mode="json", include=set(names)))  # fmt: skip


def approval_created(approval: Approval) -> Notice:
    """Something waits for a decision."""
    return Notice("approval.created", approval.approval_id, approval.created_at, _approval(approval))


def approval_decided(approval: Approval) -> Notice:
    """A decision was made, or none is possible any more (``expired``, ``stale``)."""
    at = approval.decided_at or approval.expires_at
    data = _approval(approval) | {"status": approval.status, "decided_by": approval.decided_by}
    return Notice("approval.decided", approval.approval_id, at, data)


def action_ended(approval: Approval) -> Notice | None:
    """What became of an approved action, once it is known that nothing more will come by itself."""
    action = approval.action
    kind = _ACTIONS.get(action.status) if action else None
    if action is None or kind is None:
        return None
    return Notice(kind, action.action_id, SystemClock().now(), _approval(approval) | {"status": action.status})


def promise_lapsed(promise: Promise) -> Notice:
    """A promise ran out unkept."""
    names = {"promise_id", "conversation_id", "turn_id", "subject", "due_at", "made_by", "about"}
    return Notice("promise.lapsed", promise.promise_id, promise.due_at, promise.model_dump(mode="json", include=names))


def _approval(approval: Approval) -> dict[str, JsonValue]:
    action = approval.action
    return {
        "approval_id": approval.approval_id,
        "conversation_id": approval.conversation_id,
        "turn_id": approval.turn_id,
        "kind": approval.kind,
        "version": approval.version,
        "action_id": action.action_id if action else None,
        "action": action.name if action else None,
    }
