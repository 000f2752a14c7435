"""What is remembered of customers who agreed to it."""

from sqlalchemy import Column, Table, Text

from backends.sql.tables.columns import Moment, Personal, metadata

profiles = Table(
    "profiles",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("customer_id", Text, primary_key=True),
    Column("updated_at", Moment, nullable=False),
    Column("body", Personal, nullable=False),
)
