"""What ties a shop to the world outside: secrets, webhooks, promises made to customers."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from backends.sql.tables.columns import FreeText, Moment, metadata

secrets = Table(
    "secrets",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("webhook_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ended_because", Text, nullable=False),
    Index("ix_webhooks_shop", "shop", "created_at"),
)

promises = Table(
    "promises",
    metadata,
    Column("promise_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("about", Text),
    Column("status", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("body", FreeText, nullable=False),
    Index("ix_promises_due", "shop", "status", "due_at"),
    Index("ix_promises_conversation", "conversation_id", "status"),
    Index("ix_promises_about", "about"),
)
