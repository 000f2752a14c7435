"""Shops, their keys and their audit chain."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

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
    # With spaces between; none: the whole API.
    Column("scopes", Text, nullable=False, server_default=""),
    Index("ix_keys_shop", "shop", "created_at"),
)

token_floors = Table(
    "token_floors",
    metadata,
    Column("shop", Text, primary_key=True),
    # Empty: every customer's.
    Column("customer_id", Text, primary_key=True),
    Column("not_before", Moment, nullable=False),
)
"""Customer tokens made before these moments are refused."""

llm_usage = Table(
    "llm_usage",
    metadata,
    Column("shop", Text, primary_key=True),
    # In China, like 2026-11-25.
    Column("day", Text, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
)
"""What the chat model cost a shop."""

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
    Index("ix_audit_subject", "shop", "subject"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)
"""The end of each shop's chain: one row to lock, so that two writers can't continue it from the same entry."""
