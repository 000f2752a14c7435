"""``ConversationStore`` on SQL."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, func, or_, select
from sqlalchemy.exc import IntegrityError

from backends.sql.custody import hand_back, take_over, thaw
from backends.sql.database import Database
from backends.sql.erasure import erase_conversations, erase_customer
from backends.sql.tables import conversations, events, messages, turns
from backends.sql.tables.conversations import OPEN_TURN
from backends.sql.transcript import DATA, Transcript, conversation_of, message_of
from backends.sql.turns import begin_turn, commit_turn, grown_turn, renew_lease, take_turn, turn_of
from backends.sql.writes import apply_writes
from domain.conversation import Begun, Committed, Conversation, Event, Lease, Message, Opening, Turn, TurnResult, Work
from domain.errors import NotFoundError
from domain.ids import ConversationId, CustomerId, ShopId, TurnId
from domain.writes import Writes


class SqlConversationStore:
    """Messages, turns and leases. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def begin(self, opening: Opening) -> Begun:
        """Store the message and its turn, and take the lease if this turn's time has come.

        Raises:
            NotFoundError: the conversation isn't this owner's.
            StaleError: the idempotency key was used with another text, or in another conversation.
        """
        try:
            return await self._database.write(lambda connection: begin_turn(connection, opening))
        except IntegrityError:
            if opening.idempotency_key is None:
                raise
        # Another process stored the same key between our look and our insert; now it is there to be found.
        return await self._database.write(lambda connection: begin_turn(connection, opening))

    async def take(self, turn_id: TurnId, worker: str, at: datetime, lease_seconds: float) -> Work | None:
        """The turn as work, if it is unfinished, first in its conversation and the lease is free or run out."""
        return await self._database.write(lambda connection: take_turn(connection, turn_id, worker, at, lease_seconds))

    async def renew(self, lease: Lease, at: datetime, lease_seconds: float) -> Lease:
        """Raises: LeaseLostError."""
        return await self._database.write(lambda connection: renew_lease(connection, lease, at, lease_seconds))

    async def again(self, lease: Lease, turn: Turn, at: datetime, lease_seconds: float) -> Work:
        """The running turn with every message that joined it, the lease renewed. Raises: LeaseLostError."""
        return await self._database.write(lambda connection: grown_turn(connection, lease, turn, at, lease_seconds))

    async def commit(
        self, turn: Turn, result: TurnResult, writes: Writes, lease: Lease, trace: dict[str, JsonValue]
    ) -> Committed:
        """Write everything the turn came to and free the lease; a finished turn is left as it is.

        Returns: OUTGROWN: a message has joined the turn since it was read; nothing was written.

        Raises: LeaseLostError: a newer holder is at work; nothing was written.
        """
        return await self._database.write(
            lambda connection: commit_turn(connection, turn, result, writes, lease, trace)
        )

    async def unfinished(self, at: datetime, conversation_id: ConversationId | None = None) -> list[TurnId]:
        """Turns nobody is working on (of one conversation, or of all), oldest first: what waits or a crash left."""
        found = (
            select(turns.c.turn_id)
            .join(conversations, conversations.c.conversation_id == turns.c.conversation_id)
            .where(
                OPEN_TURN,
                or_(conversations.c.lease_until.is_(None), conversations.c.lease_until <= at),
            )
            .order_by(turns.c.received_at, turns.c.seq)
        )
        if conversation_id is not None:
            found = found.where(turns.c.conversation_id == conversation_id)
        return await self._database.read(lambda connection: list(connection.execute(found).scalars()))

    async def turn(self, shop: ShopId, turn_id: TurnId) -> Turn:
        """The turn, or the one that it joined. Raises: NotFoundError."""
        return turn_of(await self._turn_row(shop, turn_id))

    async def trace(self, shop: ShopId, turn_id: TurnId) -> dict[str, JsonValue]:
        """How the turn came to its result; empty until it is done. Raises: NotFoundError."""
        trace = (await self._turn_row(shop, turn_id)).trace
        return {} if trace is None else DATA.validate_json(trace)

    async def conversation(
        self, shop: ShopId, conversation_id: ConversationId, owner: str | None = None
    ) -> Conversation:
        """Raises: NotFoundError: absent, another shop's, or (when given) another owner's."""
        found = select(conversations).where(
            conversations.c.conversation_id == conversation_id, conversations.c.shop == shop
        )
        if owner is not None:
            found = found.where(conversations.c.owner == owner)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            raise NotFoundError("There is no such conversation.")
        return conversation_of(row)

    async def conversations(
        self, shop: ShopId, owner: str | None = None, limit: int = 50, before: datetime | None = None
    ) -> list[Conversation]:
        """Latest first."""
        found = select(conversations).where(conversations.c.shop == shop)
        if owner is not None:
            found = found.where(conversations.c.owner == owner)
        if before is not None:
            found = found.where(conversations.c.updated_at < before)
        found = found.order_by(conversations.c.updated_at.desc(), conversations.c.conversation_id).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [conversation_of(row) for row in rows]

    async def messages(self, shop: ShopId, conversation_id: ConversationId, after_seq: int = 0) -> list[Message]:
        """In order."""
        found = (
            select(messages)
            .where(messages.c.conversation_id == conversation_id, messages.c.shop == shop, messages.c.seq > after_seq)
            .order_by(messages.c.seq)
        )
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [message_of(row) for row in rows]

    async def events(self, shop: ShopId, conversation_id: ConversationId, after_seq: int = 0) -> list[Event]:
        """The event log after this number, in order; the data of a ``message`` event is the message."""
        said = and_(messages.c.conversation_id == events.c.conversation_id, messages.c.seq == events.c.message_seq)
        found = (
            select(events.c.seq.label("event_seq"), events.c.type, events.c.data, events.c.at.label("event_at"))
            .add_columns(*messages.c)
            .join(conversations, conversations.c.conversation_id == events.c.conversation_id)
            .outerjoin(messages, said)
            .where(events.c.conversation_id == conversation_id, conversations.c.shop == shop, events.c.seq > after_seq)
            .order_by(events.c.seq)
        )
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [_event_of(row) for row in rows]

    async def claim(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """A person takes the conversation over. Raises: StaleError: another person holds it."""
        return await self._pass(shop, conversation_id, lambda transcript: take_over(transcript, staff, at))

    async def release(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """Hand back to the bot, which starts clean; open handoffs of the conversation are resolved."""
        return await self._pass(shop, conversation_id, lambda transcript: hand_back(transcript, staff, at, thaw=True))

    async def unfreeze(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """A supervisor has looked. Raises: NotFoundError. StaleError: it isn't frozen."""
        return await self._pass(shop, conversation_id, lambda transcript: thaw(transcript, staff, at))

    async def active_since(self, shop: ShopId, since: datetime) -> list[ConversationId]:
        """Every conversation in which something was said since then, oldest first."""
        found = (
            select(conversations.c.conversation_id)
            .where(conversations.c.shop == shop, conversations.c.updated_at >= since)
            .order_by(conversations.c.updated_at, conversations.c.conversation_id)
        )
        rows = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [ConversationId(row) for row in rows]

    async def write(self, shop: ShopId, writes: Writes) -> None:
        """Write outside a turn: a person's message."""
        await self._database.write(lambda connection: apply_writes(connection, shop, writes))

    async def erase_customer(self, shop: ShopId, customer_id: CustomerId, at: datetime) -> int:
        """Erase the customer's texts everywhere; returns the number of messages erased."""
        erased = await self._database.write(lambda connection: erase_customer(connection, shop, customer_id, at))
        await self._database.forget_old_pages()
        return erased

    async def quiet_since(self, shop: ShopId, before: datetime, limit: int = 100) -> list[ConversationId]:
        """Conversations that still have texts and in which nothing was said since ``before``, oldest first."""
        kept = select(messages.c.message_id).where(
            messages.c.conversation_id == conversations.c.conversation_id, messages.c.text != ""
        )
        found = (
            select(conversations.c.conversation_id)
            .where(conversations.c.shop == shop, conversations.c.updated_at < before, kept.exists())
            .order_by(conversations.c.updated_at)
            .limit(limit)
        )
        ids = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [ConversationId(each) for each in ids]

    async def erase_conversations(self, shop: ShopId, ids: tuple[ConversationId, ...], at: datetime) -> int:
        """Erase their texts; returns the number of messages erased."""
        erased = await self._database.write(lambda connection: erase_conversations(connection, shop, ids, at))
        await self._database.forget_old_pages()
        return erased

    async def _turn_row(self, shop: ShopId, turn_id: TurnId) -> Row[Any]:
        named = turns.alias("named")
        answered_by = func.coalesce(named.c.joined, named.c.turn_id)
        found = select(turns).join(named, answered_by == turns.c.turn_id)
        found = found.where(named.c.turn_id == turn_id, named.c.shop == shop)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            raise NotFoundError("There is no such turn.")
        return row

    async def _pass(
        self, shop: ShopId, conversation_id: ConversationId, change: Callable[[Transcript], None]
    ) -> Conversation:
        def work(connection: Connection) -> Conversation:
            transcript = Transcript.open(connection, shop, conversation_id)
            change(transcript)
            return transcript.conversation

        return await self._database.write(work)


def _event_of(row: Row[Any]) -> Event:
    data = DATA.validate_json(row.data) if row.message_id is None else message_of(row).model_dump(mode="json")
    return Event(seq=row.event_seq, type=row.type, data=data, at=row.event_at)
