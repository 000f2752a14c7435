"""``PromiseStore`` on SQL."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from backends.sql.audit import append_audit
from backends.sql.database import Database
from backends.sql.notices import announce, promise_lapsed
from backends.sql.promise_rows import change_promise, kept
from backends.sql.tables import promises
from domain.errors import NotFoundError, StaleError
from domain.ids import ConversationId, ShopId
from domain.promises import Promise, PromiseStatus
from domain.writes import AuditEntry


class SqlPromiseStore:
    """The ledger; entries come with the messages, approvals and handoffs that make them."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def promises(
        self,
        shop: ShopId,
        status: PromiseStatus | None = None,
        conversation_ids: tuple[ConversationId, ...] | None = None,
        limit: int = 200,
    ) -> list[Promise]:
        """By due time; of the shop or of some conversations."""
        found = select(promises.c.body).where(promises.c.shop == shop)
        if status is not None:
            found = found.where(promises.c.status == status)
        if conversation_ids is not None:
            found = found.where(promises.c.conversation_id.in_(conversation_ids))
        found = found.order_by(promises.c.due_at, promises.c.promise_id).limit(limit)
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Promise.model_validate_json(body) for body in bodies]

    async def lapse(self, shop: ShopId, at: datetime) -> list[Promise]:
        """Mark overdue open promises (``at``: on the shop's clock) lapsed, with audit and webhooks; returns them."""
        overdue = (
            select(promises.c.body)
            .where(promises.c.shop == shop, promises.c.status == "open", promises.c.due_at <= at)
            .order_by(promises.c.due_at)
        )
        if not await self._database.read(lambda connection: connection.execute(overdue.limit(1)).first()):
            return []

        def work(connection: Connection) -> list[Promise]:
            bodies = connection.execute(overdue.with_for_update(skip_locked=True)).scalars().all()
            found = [Promise.model_validate_json(body) for body in bodies]
            change = {"status": "lapsed", "ended_at": at, "ended_by": "worker"}
            lapsed = [change_promise(connection, promise, change) for promise in found]
            announce(connection, shop, [promise_lapsed(promise) for promise in lapsed])
            entries = [_audit(promise, at, "worker", "promise.lapsed") for promise in lapsed]
            append_audit(connection, shop, entries)
            return lapsed

        return await self._database.write(work)

    async def settle(
        self, shop: ShopId, promise_id: str, status: Literal["kept", "withdrawn"], by: str, at: datetime, note: str
    ) -> Promise:
        """A person says it was kept (a lapsed one: late) or withdrawn. Raises: NotFoundError, StaleError."""
        mine = select(promises.c.body).where(promises.c.shop == shop, promises.c.promise_id == promise_id)

        def work(connection: Connection) -> Promise:
            body = connection.execute(mine.with_for_update()).scalar_one_or_none()
            if body is None:
                raise NotFoundError("There is no such promise.")
            promise = Promise.model_validate_json(body)
            if promise.status in ("kept", "withdrawn") or promise.kept_at is not None:
                raise StaleError("This promise was settled already; load the list again.")
            if status == "kept":
                change = kept(promise, at, by, note)
            else:
                change = {"status": "withdrawn", "ended_at": at, "ended_by": by, "note": note}
            append_audit(connection, shop, (_audit(promise, at, by, f"promise.{status}"),))
            return change_promise(connection, promise, change)

        return await self._database.write(work)

    async def counts(self) -> dict[PromiseStatus, int]:
        """How many there are over all shops, by status."""
        found = select(promises.c.status, func.count()).group_by(promises.c.status)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return {row[0]: row[1] for row in rows}


def _audit(promise: Promise, at: datetime, actor: str, act: str) -> AuditEntry:
    detail = {"conversation_id": promise.conversation_id, "subject": promise.subject, "about": promise.about}
    return AuditEntry(at=at, actor=actor, act=act, subject=promise.promise_id, detail={**detail})
