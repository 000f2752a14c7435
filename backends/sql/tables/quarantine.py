"""What was kept back of documents."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint

from backends.sql.tables.columns import FreeText, Moment, metadata

quarantine = Table(
    "quarantine",
    metadata,
    Column("item_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("status", Text, nullable=False),
    # Whether the file that was fed last still holds it.
    Column("present", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment, nullable=True),
    Column("decided_by", Text, nullable=True),
    Column("body", FreeText, nullable=False),
    Column("document", FreeText, nullable=False),
    UniqueConstraint("document_id", "digest", name="uq_quarantine_digest"),
    Index("ix_quarantine_shop", "shop", "status", "created_at"),
)
"""``body`` holds the text and the chunks; erasing the document removes the row."""
