"""What Kefu signs in with at a shop's own systems."""

from sqlalchemy import Column, Table, Text

from backends.sql.tables.columns import Moment, metadata

secrets = Table(
    "secrets",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)
