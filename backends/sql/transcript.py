"""One conversation under its row lock: its counters, its mode, its messages and events."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from backends.sql.citations import note_citations
from backends.sql.tables import conversations, events, messages
from backends.sql.tables.columns import storable
from backends.sql.upsert import insert_new
from backends.sql.vault import conversation_owner, seal
from domain.conversation import Conversation, Message, Mode
from domain.errors import NotFoundError
from domain.evidence import Citation, FactRef
from domain.ids import ConversationId, ShopId, new_id
from domain.writes import NewMessage

CITATIONS = TypeAdapter(tuple[Citation, ...])
FACTS = TypeAdapter(tuple[FactRef, ...])
DATA: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])

# FOR UPDATE orders the writers of a conversation on PostgreSQL; SQLite has one writer anyway and leaves it out.
_LOCK = select(conversations).where(conversations.c.conversation_id == bindparam("id")).with_for_update()
_SAVE = update(conversations).where(conversations.c.conversation_id == bindparam("id"))
_ADD_EVENT = insert(events)


def conversation_of(row: Row[Any]) -> Conversation:
    """A row of ``conversations`` as the domain has it."""
    return Conversation(
        conversation_id=row.conversation_id,
        shop=row.shop,
        owner=row.owner,
        customer_id=row.customer_id,
        mode=row.mode,
        held_by=row.held_by,
        clean_from=row.clean_from,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def message_of(row: Row[Any]) -> Message:
    """A row of ``messages`` as the domain has it."""
    return Message(
        message_id=row.message_id,
        seq=row.seq,
        speaker=row.speaker,
        text=row.text,
        at=row.at,
        turn_id=row.turn_id,
        ai_generated=row.ai_generated,
        citations=CITATIONS.validate_json(row.citations),
        facts=FACTS.validate_json(row.facts),
    )


@dataclass
class Transcript:
    """Changes are collected and written by ``save``: one UPDATE a transaction."""

    connection: Connection
    conversation: Conversation
    last_message: int
    last_event: int
    lease_worker: str | None
    lease_token: int
    lease_until: datetime | None
    changes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, connection: Connection, shop: ShopId, conversation_id: ConversationId) -> Self:
        """Lock the conversation. Raises: NotFoundError: absent or another shop's."""
        row = connection.execute(_LOCK, {"id": conversation_id}).one_or_none()
        if row is None or row.shop != shop:
            raise NotFoundError("There is no such conversation.")
        return cls(
            connection,
            conversation_of(row),
            row.last_message,
            row.last_event,
            row.lease_worker,
            row.lease_token,
            row.lease_until,
        )

    def add_message(self, message: NewMessage) -> int | None:
        """Append it and its event; returns its number, or None where its key was used before."""
        seq = self.last_message + 1
        row = {
            "message_id": new_id("msg"),
            "conversation_id": message.conversation_id,
            "shop": self.conversation.shop,
            "seq": seq,
            "speaker": message.speaker.value,
            "text": seal(conversation_owner(self.conversation), message.text),
            "at": message.at,
            "turn_id": message.turn_id,
            "ai_generated": message.ai_generated,
            "citations": CITATIONS.dump_json(message.citations).decode(),
            "facts": FACTS.dump_json(message.facts).decode(),
            "dedupe_key": storable(message.dedupe_key),
        }
        if not insert_new(self.connection, messages, row):
            return None
        note_citations(self.connection, row, message.citations)
        self.last_message = self.changes["last_message"] = seq
        self.changes["updated_at"] = max(message.at, self.conversation.updated_at)
        self._add_event("message", {}, message.at, seq)
        return seq

    def add_event(self, kind: str, data: dict[str, JsonValue], at: datetime) -> None:
        """Append an entry of the event log."""
        self._add_event(kind, data, at, None)

    def set_mode(self, mode: Mode, held_by: str | None, at: datetime) -> None:
        """Pass the conversation to people or back; back at the bot it starts clean. Followers get a status event."""
        before = self.conversation
        change: dict[str, Any] = {"mode": mode, "held_by": held_by}
        if mode == "bot" and before.mode != "bot":
            change["clean_from"] = self.last_message
        self.conversation = before.model_copy(update=change)
        self.changes |= change
        if mode != before.mode:
            self.add_event("status", {"mode": mode}, at)

    def set_lease(self, worker: str | None, until: datetime | None) -> None:
        """Give the lease to a worker under the next fencing token, or (None) free it."""
        if worker is not None:
            self.lease_token = self.changes["lease_token"] = self.lease_token + 1
        self.lease_worker = self.changes["lease_worker"] = worker
        self.lease_until = self.changes["lease_until"] = until

    def lease_is_free(self, at: datetime) -> bool:
        """Whether nobody holds the lease, or the holder let it run out."""
        return self.lease_until is None or self.lease_until <= at

    def save(self) -> None:
        """Write the collected changes."""
        if self.changes:
            self.connection.execute(_SAVE, {"id": self.conversation.conversation_id, **self.changes})
            self.changes = {}

    def _add_event(self, kind: str, data: dict[str, JsonValue], at: datetime, message_seq: int | None) -> None:
        self.last_event = self.changes["last_event"] = self.last_event + 1
        self.connection.execute(
            _ADD_EVENT,
            {
                "conversation_id": self.conversation.conversation_id,
                "seq": self.last_event,
                "type": kind,
                "message_seq": message_seq,
                "data": DATA.dump_json(data).decode(),
                "at": at,
            },
        )
