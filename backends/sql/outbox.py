"""``OutboxStore`` on SQL."""

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, func, or_, select, update

from backends.sql.database import Database
from backends.sql.outbox_rows import effect_of
from backends.sql.tables import outbox
from backends.sql.tables.conversations import OPEN_EFFECT
from backends.sql.writes import apply_writes
from domain.ids import ShopId
from domain.outbox import BEGUN, DECIDED, Effect, EffectKind
from domain.writes import Writes


class SqlOutboxStore:
    """A claim is this worker's for one attempt: the number of attempts is its fencing token."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def claim_effects(
        self,
        worker: str,
        at: datetime,
        limit: int,
        lease_seconds: float,
        kinds: tuple[EffectKind, ...] = DECIDED,
    ) -> list[Effect]:
        """Due effects of these kinds, now this worker's, with ``attempts`` counted up."""
        due = _due(at).where(outbox.c.kind.in_(kinds)).limit(limit)
        until = at + timedelta(seconds=lease_seconds)

        def work(connection: Connection) -> list[Effect]:
            found = [effect_of(row) for row in connection.execute(due.with_for_update(skip_locked=True))]
            if found:
                mine = update(outbox).where(outbox.c.effect_id.in_([effect.effect_id for effect in found]))
                claim = {"status": "running", "worker": worker, "lease_until": until, "error": BEGUN}
                connection.execute(mine.values(attempts=outbox.c.attempts + 1, **claim))
            return [e.model_copy(update={"status": "running", "attempts": e.attempts + 1}) for e in found]

        # Looked at without the write lock first: mostly nothing is due, and polling must not hold writers up.
        if not await self._database.read(lambda connection: connection.execute(due).first()):
            return []
        return await self._database.write(work)

    async def complete(self, effect: Effect, worker: str, writes: Writes) -> bool:
        """Mark it done with what it led to, in one transaction; False when it was not this worker's any more."""
        return await self._end(effect, worker, {"status": "done", "error": ""}, writes)

    async def retry(self, effect: Effect, worker: str, due_at: datetime, error: str, *, tried: bool = True) -> None:
        """Give it back for another try; ``tried=False``: it was claimed only, which counts as no attempt."""
        change = {"status": "pending", "due_at": due_at, "error": error}
        # The fence holds all the same: who claimed it last is in the row, and it waits for the next claim.
        uncounted = {} if tried else {"attempts": effect.attempts - 1}
        await self._end(effect, worker, change | uncounted, Writes())

    async def give_up(
        self, effect: Effect, worker: str, status: Literal["failed", "unknown"], error: str, writes: Writes
    ) -> bool:
        """End it without success, with what people need to know."""
        return await self._end(effect, worker, {"status": status, "error": error}, writes)

    async def pending_effects(self, shop: ShopId | None = None) -> int:
        """How many wait or run."""
        found = select(func.count()).select_from(outbox).where(OPEN_EFFECT)
        if shop is not None:
            found = found.where(outbox.c.shop == shop)
        return await self._database.read(lambda connection: connection.execute(found).scalar_one())

    async def _end(self, effect: Effect, worker: str, change: dict[str, Any], writes: Writes) -> bool:
        mine = update(outbox).where(
            outbox.c.effect_id == effect.effect_id,
            outbox.c.worker == worker,
            outbox.c.status == "running",
            outbox.c.attempts == effect.attempts,
        )

        def work(connection: Connection) -> bool:
            if connection.execute(mine.values(worker=None, lease_until=None, **change)).rowcount != 1:
                return False
            apply_writes(connection, effect.shop, writes)
            return True

        return await self._database.write(work)


def _due(at: datetime) -> Select[Any]:
    waits = and_(outbox.c.status == "pending", outbox.c.due_at <= at)
    abandoned = and_(outbox.c.status == "running", outbox.c.lease_until <= at)
    return select(outbox).where(OPEN_EFFECT, or_(waits, abandoned)).order_by(outbox.c.due_at, outbox.c.effect_id)
