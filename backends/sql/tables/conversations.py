"""Conversations and everything that hangs on them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from backends.sql.tables.columns import FreeText, Moment, Personal, metadata

OPEN_TURN = text("status IN ('queued', 'running')")
OPEN_EFFECT = text("status IN ('pending', 'running')")

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("customer_id", Text),
    Column("mode", Text, nullable=False),
    Column("held_by", Text),
    Column("clean_from", Integer, nullable=False, default=0),
    Column("last_message", Integer, nullable=False, default=0),
    Column("last_event", Integer, nullable=False, default=0),
    Column("lease_worker", Text),
    Column("lease_token", Integer, nullable=False, default=0),
    Column("lease_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_conversations_latest", "shop", "updated_at"),
    Index("ix_conversations_owner", "shop", "owner", "updated_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("shop", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("text", Personal, nullable=False),
    Column("at", Moment, nullable=False),
    Column("turn_id", Text),
    Column("ai_generated", Boolean, nullable=False),
    Column("citations", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("dedupe_key", Text, nullable=False),
    UniqueConstraint("conversation_id", "seq", name="uq_messages_seq"),
    UniqueConstraint("shop", "dedupe_key", name="uq_messages_dedupe"),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    # Of a ``message`` event only the number: its text lies in one place, where erasure finds it.
    Column("message_seq", Integer),
    Column("data", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("turn_id", Text, primary_key=True),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("shop", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("customer_id", Text),
    Column("text", Personal, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("received_at", Moment, nullable=False),
    Column("idempotency_key", FreeText),
    Column("outcome", Text),
    Column("result", Personal),
    Column("trace", Personal),
    Column("messages", Integer, nullable=False, server_default="1"),
    # On the machine's clock, unlike received_at: the shop's may stand still.
    Column("stored_at", Moment),
    # The turn that answers this one's message with its own.
    Column("joined", Text),
    UniqueConstraint("shop", "owner", "idempotency_key", name="uq_turns_idempotency"),
    Index("ix_turns_conversation", "conversation_id", "seq"),
    Index("ix_turns_open", "received_at", sqlite_where=OPEN_TURN, postgresql_where=OPEN_TURN),
)

approvals = Table(
    "approvals",
    metadata,
    Column("approval_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("action_id", Text),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown_hash", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Of its action, which is sealed with the rest.
    Column("order_no", FreeText),
    Column("body", Personal, nullable=False),
    Index("ix_approvals_waiting", "shop", "status", "created_at"),
    Index("ix_approvals_conversation", "conversation_id", "status"),
    Index("ix_approvals_expiry", "shop", "status", "expires_at"),
    Index("ix_approvals_action", "action_id"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("handoff_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("topic", Text),
    Column("created_at", Moment, nullable=False),
    Column("body", Personal, nullable=False),
    Index("ix_handoffs_waiting", "shop", "status", "priority", "created_at"),
    Index("ix_handoffs_conversation", "conversation_id", "status"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("effect_id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("shop", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", Moment, nullable=False),
    Column("error", FreeText, nullable=False, default=""),
    Column("worker", Text),
    Column("lease_until", Moment),
    Index("ix_outbox_open", "due_at", sqlite_where=OPEN_EFFECT, postgresql_where=OPEN_EFFECT),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("suggestion_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("conversation_id", Text),
    # Of a talk that isn't a conversation of ours, where the agent named its customer.
    Column("customer_id", Text),
    Column("at", Moment, nullable=False),
    Column("body", Personal, nullable=False),
    Column("feedback", Personal),
    Index("ix_suggestions_conversation", "conversation_id"),
)
