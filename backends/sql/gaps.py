"""``GapStore`` on SQL: read from the turns themselves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from backends.sql.audit import append_audit
from backends.sql.database import Database
from backends.sql.tables import gap_decisions, messages, turns
from domain.conversation import TurnResult
from domain.errors import StaleError
from domain.gaps import GapDecision, Unanswered
from domain.ids import ConversationId, DocumentId, ShopId, TurnId
from domain.intents import Outcome, Speaker
from domain.writes import AuditEntry

LATER = 6
"""A person's messages after a turn among which its answer is looked for."""
UNKNOWN_TOPICS = frozenset({"repeated_failure", "repeated_question", "verification"})
"""Handoffs because there was no good answer, not because of what was asked."""


class SqlGapStore:
    """Unanswered turns and what was decided on them."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def unanswered(self, shop: ShopId, since: datetime, limit: int = 2000) -> list[Unanswered]:
        """Turns that nobody has decided on, latest first; erased ones have no text and are left out."""
        decided = select(gap_decisions.c.turn_id).where(gap_decisions.c.shop == shop)
        found = (
            select(turns)
            .where(
                turns.c.shop == shop,
                turns.c.received_at >= since,
                turns.c.outcome.in_((Outcome.ABSTAIN.value, Outcome.HANDOFF.value)),
                turns.c.turn_id.not_in(decided),
                turns.c.text != "",
            )
            .order_by(turns.c.received_at.desc(), turns.c.turn_id)
            .limit(limit)
        )

        def work(connection: Connection) -> list[Unanswered]:
            rows = [(row, question) for row in connection.execute(found).all() if (question := _question(row.result))]
            later = _later(connection, {row.conversation_id for row, _ in rows})
            return [
                Unanswered(
                    turn_id=row.turn_id,
                    conversation_id=row.conversation_id,
                    question=question,
                    at=row.received_at,
                    later=tuple(text for seq, text in later[row.conversation_id] if seq > row.seq)[:LATER],
                )
                for row, question in rows
            ]

        return await self._database.read(work)

    async def decide(
        self,
        shop: ShopId,
        turn_ids: Sequence[TurnId],
        decision: GapDecision,
        by: str,
        at: datetime,
        document_id: DocumentId | None = None,
    ) -> None:
        """They are dealt with; audited. Raises: StaleError: somebody decided on one of them before."""
        mine = select(turns.c.turn_id).where(turns.c.shop == shop, turns.c.turn_id.in_(turn_ids))
        before = select(gap_decisions.c.turn_id).where(gap_decisions.c.turn_id.in_(turn_ids))
        row = {"shop": shop, "decision": decision, "document_id": document_id, "decided_by": by, "decided_at": at}

        def work(connection: Connection) -> None:
            known = connection.execute(mine.with_for_update()).scalars().all()
            if connection.execute(before.limit(1)).first() is not None:
                raise StaleError("Somebody has decided on this gap already; load the list again.")
            connection.execute(insert(gap_decisions), [{"turn_id": turn_id, **row} for turn_id in known])
            detail = {"turns": len(known), "document_id": document_id or ""}
            entry = AuditEntry(at=at, actor=by, act=f"gap.{decision}", subject=turn_ids[0], detail={**detail})
            append_audit(connection, shop, (entry,))

        await self._database.write(work)


def _question(result: str | None) -> str:
    """What was asked; empty where there was no question, or people were needed for what was asked."""
    if result is None:
        return ""
    turn = TurnResult.model_validate_json(result)
    if turn.analysis is None or turn.analysis.injection:
        return ""
    if turn.outcome is Outcome.HANDOFF and (turn.handoff is None or turn.handoff.topic not in UNKNOWN_TOPICS):
        return ""
    return turn.analysis.question.strip()


def _later(
    connection: Connection, conversation_ids: set[ConversationId]
) -> defaultdict[ConversationId, list[tuple[int, str]]]:
    """People's messages of these conversations with their numbers, first first."""
    found = (
        select(messages.c.conversation_id, messages.c.seq, messages.c.text)
        .where(
            messages.c.conversation_id.in_(conversation_ids),
            messages.c.speaker == Speaker.AGENT.value,
            messages.c.text != "",
        )
        .order_by(messages.c.seq)
    )
    later: defaultdict[ConversationId, list[tuple[int, str]]] = defaultdict(list)
    for conversation_id, seq, text in connection.execute(found):
        later[conversation_id].append((seq, text))
    return later
