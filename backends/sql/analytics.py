"""``Analytics`` on SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from backends.sql.database import Database
from backends.sql.tables import approvals, conversations, handoffs, turns
from domain.analytics import Summary
from domain.handoffs import Handoff
from domain.ids import ShopId
from domain.intents import Outcome
from domain.service_alarm import ServiceSpan

SELF_SERVICE = (Outcome.ANSWER.value, Outcome.TOOL_ANSWER.value, Outcome.CLARIFY.value, Outcome.ABSTAIN.value)
"""Outcomes that no person had a part in."""


UNHAPPY = frozenset(
    {"human_request", "complaint", "legal_media", "angry_customer", "repeated_failure", "repeated_question"}
)
"""Topics of handoffs by which customers say that the bot didn't serve them."""


class SqlAnalytics:
    """Counts over the tables themselves; nothing is kept twice."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def summary(self, shop: ShopId, since: datetime) -> Summary:
        """The shop's counts since a moment."""

        def work(connection: Connection) -> Summary:
            opened = select(func.count()).select_from(conversations)
            opened = opened.where(conversations.c.shop == shop, conversations.c.created_at >= since)
            ended = select(turns.c.outcome, func.count()).group_by(turns.c.outcome)
            ended = ended.where(turns.c.shop == shop, turns.c.received_at >= since, turns.c.outcome.is_not(None))
            waiting = select(approvals.c.status, func.count()).group_by(approvals.c.status)
            waiting = waiting.where(approvals.c.shop == shop, approvals.c.created_at >= since)
            outcomes = _counts(connection, ended)
            answered = sum(count for name, count in outcomes.items() if name in SELF_SERVICE)
            total = sum(outcomes.values())
            return Summary(
                since=since,
                conversations=connection.execute(opened).scalar_one(),
                turns=total,
                outcomes=outcomes,
                handoffs=_topics(connection, shop, since),
                approvals=_counts(connection, waiting),
                self_service_rate=answered / total if total else None,
            )

        return await self._database.read(work)

    async def span(self, shop: ShopId, since: datetime, until: datetime) -> ServiceSpan:
        """What happened between two moments, the first included."""
        mine = (turns.c.shop == shop, turns.c.received_at >= since, turns.c.received_at < until)

        def work(connection: Connection) -> ServiceSpan:
            ended = select(turns.c.outcome, func.count()).where(*mine, turns.c.outcome.is_not(None))
            outcomes = _counts(connection, ended.group_by(turns.c.outcome))
            talks = select(func.count(turns.c.conversation_id.distinct())).where(*mine)
            return ServiceSpan(
                turns=sum(outcomes.values()),
                automated=sum(count for name, count in outcomes.items() if name in SELF_SERVICE),
                conversations=connection.execute(talks).scalar_one(),
                unhappy=_unhappy(connection, shop, since, until),
            )

        return await self._database.read(work)


def _unhappy(connection: Connection, shop: ShopId, since: datetime, until: datetime) -> int:
    span = (handoffs.c.shop == shop, handoffs.c.created_at >= since, handoffs.c.created_at < until)
    bodies = connection.execute(select(handoffs.c.body).where(*span)).scalars()
    found = (Handoff.model_validate_json(body) for body in bodies)
    return len({each.conversation_id for each in found if each.reopened or each.topic in UNHAPPY})


def _counts(connection: Connection, grouped: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _topics(connection: Connection, shop: ShopId, since: datetime) -> dict[str, int]:
    found = select(handoffs.c.body).where(handoffs.c.shop == shop, handoffs.c.created_at >= since)
    counts: dict[str, int] = {}
    for body in connection.execute(found).scalars():
        topic = Handoff.model_validate_json(body).topic
        counts[topic] = counts.get(topic, 0) + 1
    return counts
