"""``Analytics`` on SQL."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, func, select

from backends.sql.database import Database
from backends.sql.tables import approvals, conversations, handoffs, turns
from domain.analytics import Summary
from domain.handoffs import Handoff
from domain.ids import ShopId

_UNASSISTED = ("answer", "tool_answer")


class SqlAnalytics:
    """Counts of one shop."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def summary(self, shop: ShopId, since: datetime) -> Summary:
        """The shop's counts since a moment."""
        return await self._database.read(lambda connection: _summary(connection, shop, since))


def _summary(connection: Connection, shop: ShopId, since: datetime) -> Summary:
    talks = select(func.count()).where(conversations.c.shop == shop, conversations.c.created_at >= since)
    by_outcome = (
        select(turns.c.outcome, func.count())
        .where(turns.c.shop == shop, turns.c.received_at >= since, turns.c.outcome.is_not(None))
        .group_by(turns.c.outcome)
    )
    by_status = (
        select(approvals.c.status, func.count())
        .where(approvals.c.shop == shop, approvals.c.created_at >= since)
        .group_by(approvals.c.status)
    )
    bodies = select(handoffs.c.body).where(handoffs.c.shop == shop, handoffs.c.created_at >= since)
    outcomes = {name: count for name, count in connection.execute(by_outcome)}
    total = sum(outcomes.values())
    topics = Counter(Handoff.model_validate_json(body).topic for body in connection.execute(bodies).scalars())
    return Summary(
        since=since,
        conversations=connection.execute(talks).scalar_one(),
        turns=total,
        outcomes=outcomes,
        handoffs=dict(topics),
        approvals={name: count for name, count in connection.execute(by_status)},
        self_service_rate=sum(outcomes.get(o, 0) for o in _UNASSISTED) / total if total else None,
    )
