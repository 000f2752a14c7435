"""``ServiceFigures`` on SQL: rows from here, the reckoning in ``domain.indicators``."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from backends.sql.database import Database
from backends.sql.indicator_cases import cases_of
from backends.sql.tables import approvals, conversations, handoffs, messages, ratings, turns
from domain.approvals import Approval
from domain.clock import CHINA
from domain.handoffs import Handoff
from domain.ids import ShopId
from domain.indicators import handled_seconds, indicators_of
from domain.service_figures import Arrival, Asked, Indicator, TopicDay


class SqlServiceFigures:
    """Figures of a shop's service."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def indicators(
        self, shop: ShopId, since: datetime, until: datetime, agent_hour: int | None
    ) -> list[Indicator]:
        """The indicators of conversations that began in this time. ``agent_hour``: fen an hour of a person costs."""
        begun = select(conversations).where(
            conversations.c.shop == shop, conversations.c.created_at >= since, conversations.c.created_at < until
        )
        ids = begun.with_only_columns(conversations.c.conversation_id)

        def of(table: Any, *columns: Any) -> Select[Any]:
            return select(*columns).where(table.c.conversation_id.in_(ids))

        said = of(messages, messages.c.conversation_id, messages.c.speaker, messages.c.at).order_by(messages.c.seq)
        went = of(turns, turns.c.conversation_id, turns.c.outcome, turns.c.result).order_by(turns.c.seq)

        def work(connection: Connection) -> list[Indicator]:
            bodies = connection.execute(of(handoffs, handoffs.c.body)).scalars()
            passed = [Handoff.model_validate_json(body) for body in bodies]
            bodies = connection.execute(of(approvals, approvals.c.body)).scalars()
            asked = [Approval.model_validate_json(body) for body in bodies]
            talks, lines, ends = (connection.execute(found).all() for found in (begun, said, went))
            scores = connection.execute(of(ratings, ratings.c.score)).scalars().all()
            return indicators_of(cases_of(talks, lines, ends, passed), passed, asked, scores, agent_hour)

        return await self._database.read(work)

    async def topics(self, shop: ShopId, since: datetime) -> list[TopicDay]:
        """Turns by day and first intent."""
        found = _answered(shop, since)
        # All in the database's thread: a busy shop's results take seconds to be read.
        return await self._database.read(lambda connection: _by_day(connection.execute(found)))

    async def questions(self, shop: ShopId, since: datetime, limit: int = 1000) -> list[Asked]:
        """What was asked, latest first."""
        found = _answered(shop, since).limit(limit)
        return await self._database.read(lambda connection: _asked(connection.execute(found)))

    async def arrivals(self, shop: ShopId, since: datetime) -> list[Arrival]:
        """What people had to take over, oldest first."""
        found = select(handoffs.c.body).where(handoffs.c.shop == shop, handoffs.c.created_at >= since)
        bodies = await self._database.read(
            lambda connection: connection.execute(found.order_by(handoffs.c.created_at)).scalars().all()
        )
        passed = [Handoff.model_validate_json(body) for body in bodies]
        return [Arrival(at=handoff.created_at, handled_seconds=handled_seconds(handoff)) for handoff in passed]


def _answered(shop: ShopId, since: datetime) -> Select[Any]:
    columns = (turns.c.conversation_id, turns.c.received_at, turns.c.outcome, turns.c.result)
    mine = (turns.c.shop == shop, turns.c.received_at >= since, turns.c.result.is_not(None))
    return select(*columns).where(*mine).order_by(turns.c.received_at.desc())


def _by_day(rows: Iterable[Any]) -> list[TopicDay]:
    moods: dict[tuple[Any, str], list[int]] = defaultdict(list)
    for row in rows:
        analysis = json.loads(row.result).get("analysis")
        if analysis and analysis["intents"]:
            day = row.received_at.astimezone(CHINA).date()
            moods[day, analysis["intents"][0]["name"]].append(analysis["sentiment"])
    return [
        TopicDay(day=day, intent=intent, turns=len(found), sentiment=sum(found) / len(found))
        for (day, intent), found in sorted(moods.items())
    ]


def _asked(rows: Iterable[Any]) -> list[Asked]:
    return [
        Asked(
            conversation_id=row.conversation_id,
            question=analysis["question"],
            outcome=row.outcome,
            at=row.received_at,
        )
        for row in rows
        if (analysis := json.loads(row.result).get("analysis")) and analysis.get("question")
    ]
