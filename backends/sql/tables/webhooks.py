"""Addresses that are told what happens in a shop."""

from sqlalchemy import Column, Index, Table, Text

from backends.sql.tables.columns import Moment, metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("webhook_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("url", Text, nullable=False),
    # A JSON list of event types; empty means all.
    Column("events", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ended_because", Text, nullable=False),
    Index("ix_webhooks_shop", "shop", "created_at"),
)
