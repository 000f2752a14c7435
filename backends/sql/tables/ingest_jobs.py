"""Batches of ingest, and what is to be done by the process that owns a data folder."""

from sqlalchemy import Column, Index, Integer, Table, Text

from backends.sql.tables.columns import FreeText, Moment, metadata

ingest_jobs = Table(
    "ingest_jobs",
    metadata,
    Column("job_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    # The data folder whose owner runs it: the files lie there.
    Column("folder", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", Moment, nullable=False),
    Column("spec", FreeText, nullable=False),
    Column("body", FreeText, nullable=False),
    Index("ix_ingest_jobs_latest", "shop", "created_at"),
    Index("ix_ingest_jobs_open", "folder", "status"),
)
