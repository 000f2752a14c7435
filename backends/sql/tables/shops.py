"""Shops, their keys and their audit chain."""

from sqlalchemy import Column, Index, Integer, Table, Text

from backends.sql.tables.columns import Moment, metadata

shops = Table(
    "shops",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("secret_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("ix_keys_shop", "shop", "created_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)
"""The end of each shop's chain: one row to lock, so that two writers can't continue it from the same entry."""
