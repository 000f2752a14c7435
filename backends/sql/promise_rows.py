"""Rows of ``promises``, inside the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from backends.sql.tables import promises
from backends.sql.upsert import insert_new
from backends.sql.vault import owner_in, seal
from domain.ids import ConversationId, ShopId
from domain.promises import Keeping, Promise


def promise_row(connection: Connection, promise: Promise) -> dict[str, Any]:
    """The promise as it is stored: the body, sealed, and in columns what is looked up and compared."""
    return {
        "promise_id": promise.promise_id,
        "shop": promise.shop,
        "conversation_id": promise.conversation_id,
        "about": promise.about,
        "subject": promise.subject,
        "status": promise.status,
        "settles_from": promise.settles_from,
        "due_at": promise.due_at,
        "body": seal(owner_in(connection, promise.conversation_id), promise.model_dump_json()),
    }


def add_promise(connection: Connection, promise: Promise) -> None:
    """Store a new promise; written again it stays one. Of those that imply the same, one is open at a time."""
    if promise.about:
        same = select(promises.c.promise_id).where(
            promises.c.conversation_id == promise.conversation_id,
            promises.c.about == promise.about,
            promises.c.status == "open",
        )
        if connection.execute(same).first() is not None:
            return
    insert_new(connection, promises, promise_row(connection, promise))


def keep_promises(connection: Connection, shop: ShopId, keeping: Keeping) -> None:
    """Mark what this keeps; a lapsed promise stays lapsed and gets the time at which it was kept late."""
    named: list[ColumnElement[bool]] = []
    if keeping.subjects:
        named.append(
            promises.c.subject.in_(keeping.subjects)
            & (promises.c.settles_from <= keeping.at)
            & (promises.c.about == "")
        )
    if keeping.about:
        named.append(promises.c.about == keeping.about)
    if keeping.handoffs:
        named.append(promises.c.about.like("handoff:%"))
    if not named:
        return
    found = select(promises.c.body).where(
        promises.c.shop == shop,
        promises.c.conversation_id == keeping.conversation_id,
        promises.c.status.in_(("open", "lapsed")),
        or_(*named),
    )
    for promise in _read(connection, found.with_for_update()):
        if promise.kept_at is None and not (keeping.withdrawn and promise.status == "lapsed"):
            change_promise(connection, promise, _change(promise, keeping))


def change_promise(connection: Connection, promise: Promise, change: Mapping[str, Any]) -> Promise:
    """Store the promise with these fields changed, and return it; the caller holds its lock."""
    changed = promise.model_copy(update=change)
    mine = update(promises).where(promises.c.promise_id == promise.promise_id)
    connection.execute(mine.values(promise_row(connection, changed)))
    return changed


def kept(promise: Promise, at: datetime, by: str, note: str = "") -> dict[str, Any]:
    """What changes when a promise is kept, late where it had lapsed."""
    late = promise.status == "lapsed"
    return {"status": "lapsed" if late else "kept", "kept_at": at, "ended_at": at, "ended_by": by, "note": note}


def erase_promises(connection: Connection, conversation_id: ConversationId) -> None:
    """They quote what was written to the customer."""
    connection.execute(delete(promises).where(promises.c.conversation_id == conversation_id))


def _change(promise: Promise, keeping: Keeping) -> dict[str, Any]:
    if keeping.withdrawn:
        return {"status": "withdrawn", "ended_at": keeping.at, "ended_by": keeping.by}
    return kept(promise, keeping.at, keeping.by)


def _read(connection: Connection, found: Any) -> Iterable[Promise]:
    return [Promise.model_validate_json(body) for body in connection.execute(found).scalars().all()]
