"""Rows of ``handoffs``, inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from backends.sql.promise_rows import keep_promises
from backends.sql.tables import handoffs
from backends.sql.vault import owner_in, seal
from domain.handoffs import Handoff
from domain.ids import ConversationId
from domain.promises import Keeping

MORE = ("topic", "priority", "queue", "reason", "summary", "evidence", "tier", "reopened")
"""What a later turn may add to a handoff; who has claimed it is not a turn's to change."""


def put_handoff(connection: Connection, handoff: Handoff) -> bool:
    """Store a new handoff, or add to the one of this id; one that was resolved meanwhile opens again.

    Returns: whether it waits now and didn't before.
    """
    found = select(handoffs.c.body).where(handoffs.c.handoff_id == handoff.handoff_id)
    body = connection.execute(found.with_for_update()).scalar_one_or_none()
    if body is None:
        connection.execute(insert(handoffs), _row(connection, handoff))
        return True
    stored = Handoff.model_validate_json(body)
    if (stored.shop, stored.conversation_id) != (handoff.shop, handoff.conversation_id):
        raise ValueError("a handoff stays with its conversation")
    change: dict[str, Any] = {name: getattr(handoff, name) for name in MORE}
    if stored.status == "resolved":
        change |= {"status": "open", "claimed_by": None, "claimed_at": None, "resolved_at": None}
    save_handoff(connection, stored, change)
    return stored.status == "resolved"


def save_handoff(connection: Connection, handoff: Handoff, change: Mapping[str, Any]) -> Handoff:
    """Store the handoff with these fields changed, and return it."""
    changed = handoff.model_copy(update=change)
    connection.execute(
        update(handoffs).where(handoffs.c.handoff_id == handoff.handoff_id).values(_row(connection, changed))
    )
    return changed


def unresolved_handoffs(connection: Connection, conversation_id: ConversationId) -> list[Handoff]:
    """The conversation's open and claimed handoffs, most urgent first."""
    found = (
        select(handoffs.c.body)
        .where(handoffs.c.conversation_id == conversation_id, handoffs.c.status != "resolved")
        .order_by(handoffs.c.priority, handoffs.c.created_at)
        .with_for_update()
    )
    return [Handoff.model_validate_json(body) for body in connection.execute(found).scalars().all()]


def resolve_handoffs(connection: Connection, conversation_id: ConversationId, at: datetime) -> None:
    """Resolve what is unresolved of the conversation."""
    for handoff in unresolved_handoffs(connection, conversation_id):
        save_handoff(connection, handoff, {"status": "resolved", "resolved_at": at})
        # A person has closed the matter: nobody waits for an answer any more.
        about = f"handoff:{handoff.handoff_id}"
        closed = Keeping(conversation_id=conversation_id, at=at, by="resolved", about=about, withdrawn=True)
        keep_promises(connection, handoff.shop, closed)


def claim_handoffs(connection: Connection, conversation_id: ConversationId, staff: str, at: datetime) -> None:
    """Give the conversation's handoffs to the person who has it now."""
    for handoff in unresolved_handoffs(connection, conversation_id):
        if handoff.claimed_by != staff:
            save_handoff(connection, handoff, {"status": "claimed", "claimed_by": staff, "claimed_at": at})


def _row(connection: Connection, handoff: Handoff) -> dict[str, Any]:
    return {
        "handoff_id": handoff.handoff_id,
        "shop": handoff.shop,
        "conversation_id": handoff.conversation_id,
        "status": handoff.status,
        "priority": handoff.priority,
        "topic": handoff.topic,
        "created_at": handoff.created_at,
        "body": seal(owner_in(connection, handoff.conversation_id), handoff.model_dump_json()),
    }
