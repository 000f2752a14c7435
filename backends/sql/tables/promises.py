"""What the shop has promised."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from backends.sql.tables.columns import Moment, Personal, metadata

promises = Table(
    "promises",
    metadata,
    Column("promise_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), nullable=False),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("settles_from", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("body", Personal, nullable=False),
    Index("ix_promises_due", "shop", "status", "due_at"),
    Index("ix_promises_conversation", "conversation_id", "status"),
)
