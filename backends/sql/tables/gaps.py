"""What was decided on questions that the documents don't answer."""

from sqlalchemy import Column, ForeignKey, Table, Text

from backends.sql.tables.columns import Moment, metadata

gap_decisions = Table(
    "gap_decisions",
    metadata,
    Column("turn_id", Text, ForeignKey("turns.turn_id"), primary_key=True),
    Column("shop", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("document_id", Text),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
)
