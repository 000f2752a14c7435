"""``Inbox`` on SQL: one query a page, however many conversations there are."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from backends.sql.database import Database
from backends.sql.tables import approvals, conversations, handoffs, messages
from domain.handoffs import Handoff
from domain.ids import ShopId
from domain.inbox import InboxPage, InboxQuery, InboxRow
from domain.intents import Speaker

_SHOWN_CHARACTERS = 160
SEARCHED = 10_000
"""Conversations, latest first, among which a word is looked for."""
_NEEDS_PEOPLE = conversations.c.mode.in_(("waiting", "human", "frozen"))


class SqlInbox:
    """Conversations with their last message and their unresolved handoff."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def page(self, shop: ShopId, query: InboxQuery) -> InboxPage:
        """Most urgent first, then longest waiting, then latest."""
        narrowed = self._joined().where(conversations.c.shop == shop, *self._filters(query))
        rows = narrowed.add_columns(
            conversations,
            messages.c.speaker,
            messages.c.text,
            messages.c.at,
            handoffs.c.body,
        )
        waits = case((handoffs.c.handoff_id.is_not(None), handoffs.c.created_at), else_=None)
        urgency = case((handoffs.c.handoff_id.is_not(None), handoffs.c.priority), else_=9)
        order = (urgency, waits.asc().nulls_last(), conversations.c.updated_at.desc(), conversations.c.conversation_id)
        rows = rows.order_by(*order).limit(query.limit).offset(query.offset)
        total = narrowed.with_only_columns(func.count(), maintain_column_froms=True)

        def work(connection: Connection) -> InboxPage:
            shown, counted = rows, total
            if query.text:
                hits = conversations.c.conversation_id.in_(_saying(connection, narrowed, query.text.strip()))
                shown, counted = rows.where(hits), total.where(hits)
            return InboxPage(
                rows=tuple(_row_of(row) for row in connection.execute(shown)),
                total=connection.execute(counted).scalar_one(),
                counts=_counts(connection, shop, query.staff),
            )

        return await self._database.read(work)

    async def pulse(self, shop: ShopId) -> str:
        """Changes whenever anything of the inbox or the approvals does."""
        talk = select(func.count(), func.sum(conversations.c.last_event)).where(conversations.c.shop == shop)
        waiting = select(approvals.c.status, func.count(), func.sum(approvals.c.version)).where(
            approvals.c.shop == shop
        )

        def work(connection: Connection) -> str:
            said = tuple(connection.execute(talk).one())
            asked = [tuple(row) for row in connection.execute(waiting.group_by(approvals.c.status))]
            return repr((said, sorted(asked)))

        return await self._database.read(work)

    @staticmethod
    def _joined() -> Select[Any]:
        last = and_(
            messages.c.conversation_id == conversations.c.conversation_id,
            messages.c.seq == conversations.c.last_message,
        )
        return (
            select()
            .select_from(conversations)
            .outerjoin(messages, last)
            .outerjoin(handoffs, handoffs.c.handoff_id == _most_urgent())
        )

    @staticmethod
    def _filters(query: InboxQuery) -> list[ColumnElement[bool]]:
        views: dict[str, ColumnElement[bool]] = {
            "open": _NEEDS_PEOPLE,
            "waiting": conversations.c.mode == "waiting",
            "mine": conversations.c.held_by == query.staff,
            "bot": conversations.c.mode == "bot",
            "frozen": conversations.c.mode == "frozen",
        }
        found = [views[query.view]] if query.view in views else []
        if query.priority is not None:
            found.append(handoffs.c.priority == query.priority)
        if query.topic is not None:
            found.append(handoffs.c.topic == query.topic)
        return found


def _saying(connection: Connection, narrowed: Select[Any], word: str) -> list[str]:
    """Conversations whose last message holds the word, or that it names. Texts are sealed: they are read one by one."""
    latest = narrowed.add_columns(conversations.c.conversation_id, conversations.c.customer_id, messages.c.text)
    latest = latest.order_by(conversations.c.updated_at.desc()).limit(SEARCHED)
    folded = word.casefold()
    return [
        row.conversation_id
        for row in connection.execute(latest)
        if word in (row.customer_id, row.conversation_id) or folded in (row.text or "").casefold()
    ]


def _most_urgent() -> Any:
    """The conversation's unresolved handoff that weighs most."""
    inner = handoffs.alias("inner_handoffs")
    return (
        select(inner.c.handoff_id)
        .where(inner.c.conversation_id == conversations.c.conversation_id, inner.c.status != "resolved")
        .order_by(inner.c.priority, inner.c.created_at, inner.c.handoff_id)
        .limit(1)
        .correlate(conversations)
        .scalar_subquery()
    )


def _counts(connection: Connection, shop: ShopId, staff: str) -> dict[str, int]:
    by_mode = select(conversations.c.mode, func.count()).where(conversations.c.shop == shop)
    modes = {row[0]: row[1] for row in connection.execute(by_mode.group_by(conversations.c.mode))}
    mine = select(func.count()).where(conversations.c.shop == shop, conversations.c.held_by == staff)
    pending = select(func.count()).where(approvals.c.shop == shop, approvals.c.status == "pending")
    return {
        "open": sum(count for mode, count in modes.items() if mode != "bot"),
        "waiting": modes.get("waiting", 0),
        "mine": connection.execute(mine).scalar_one(),
        "bot": modes.get("bot", 0),
        "frozen": modes.get("frozen", 0),
        "all": sum(modes.values()),
        "approvals": connection.execute(pending).scalar_one(),
    }


def _row_of(row: Row[Any]) -> InboxRow:
    handoff = None if row.body is None else Handoff.model_validate_json(row.body)
    waiting = None
    if handoff is not None and handoff.status == "open":
        waiting = handoff.created_at
    elif row.mode != "bot" and row.speaker == Speaker.CUSTOMER.value:
        waiting = row.at
    return InboxRow(
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        mode=row.mode,
        held_by=row.held_by,
        updated_at=row.updated_at,
        last_speaker=None if row.speaker is None else Speaker(row.speaker),
        last_text=(row.text or "")[:_SHOWN_CHARACTERS],
        handoff_id=handoff.handoff_id if handoff else None,
        topic=handoff.topic if handoff else None,
        priority=handoff.priority if handoff else None,
        queue=handoff.queue if handoff else None,
        reason=handoff.reason if handoff else "",
        waiting_since=waiting,
    )
