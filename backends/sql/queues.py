"""What waits in the database, over all shops: for the operator's figures."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, and_, func, select

from backends.sql.database import Database
from backends.sql.tables import approvals, handoffs, outbox, turns
from backends.sql.tables.conversations import OPEN_EFFECT, OPEN_TURN


class Depth(NamedTuple):
    """One queue."""

    waiting: int
    oldest_seconds: float


class SqlQueues:
    """Counts over partial indexes; nothing is kept for it."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def depths(self) -> dict[str, Depth]:
        """By name. Raises: UnavailableError."""
        now = datetime.now(UTC)

        def work(connection: Connection) -> dict[str, Depth]:
            return {
                "turns": _depth(connection, turns.c.received_at, and_(OPEN_TURN), now),
                "effects": _depth(connection, outbox.c.due_at, and_(OPEN_EFFECT, outbox.c.kind != "webhook"), now),
                "webhooks": _depth(connection, outbox.c.due_at, and_(OPEN_EFFECT, outbox.c.kind == "webhook"), now),
                "approvals": _depth(connection, approvals.c.created_at, approvals.c.status == "pending", now),
                "handoffs": _depth(connection, handoffs.c.created_at, handoffs.c.status == "open", now),
            }

        return await self._database.read(work)


def _depth(connection: Connection, since: Column[datetime], waits: ColumnElement[bool], now: datetime) -> Depth:
    count, oldest = connection.execute(select(func.count(), func.min(since)).where(waits)).one()
    return Depth(count, max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
