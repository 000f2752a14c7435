"""Each customer's key, itself wrapped under the installation's."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from backends.sql.tables.columns import Moment, metadata

personal_keys = Table(
    "personal_keys",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    # ``customer:ID``; ``conversation:ID`` for visitors; ``shop`` for what is nobody's in particular.
    Column("owner", Text, nullable=False),
    Column("wrapped", Text, nullable=False),
    # Fingerprint of the wrapping key.
    Column("wrapped_under", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("shop", "owner", name="uq_personal_keys_owner"),
    Index("ix_personal_keys_wrapping", "wrapped_under"),
)
"""Deleting a row makes everything sealed under it unreadable, in every copy that lacks the row."""
