"""Conversations that also exist in another system."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from backends.sql.tables.columns import FreeText, Moment, metadata

channel_threads = Table(
    "channel_threads",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), primary_key=True),
    Column("shop", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("external_id", FreeText, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("active_until", Moment, nullable=False),
    Index("ix_channel_threads_external", "shop", "channel", "external_id"),
    # Old threads are not looked through: their number grows for ever, that of a week's doesn't.
    Index("ix_channel_threads_active", "active_until"),
)
