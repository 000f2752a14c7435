"""What customers thought of conversations."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from backends.sql.tables.columns import Moment, Personal, metadata

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.conversation_id"), primary_key=True),
    Column("shop", Text, nullable=False),
    Column("score", Integer, nullable=False),
    Column("comment", Personal, nullable=False, default=""),
    Column("at", Moment, nullable=False),
)
