"""Documents, generations, chunks, vectors and the manifest."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from backends.sql.tables.columns import Moment, metadata

documents = Table(
    "documents",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", Text, nullable=False),
    # The live generation, 0 for none; written by publish and delete alone. Together with ``manifests`` the manifest.
    Column("generation", Integer, nullable=False, default=0),
    Column("chunks", Integer, nullable=False, default=0),
    Column("body", Text, nullable=False),
    UniqueConstraint("shop", "name", name="uq_documents_name"),
)

manifests = Table(
    "manifests",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)

generations = Table(
    "generations",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    # A dropped generation leaves its number behind: numbers are never used twice.
    Column("dropped", Boolean, nullable=False, default=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_chunks_content", "content_hash"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("model", Text, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    # Little-endian float32. Equal texts share one row: the embedding cache and the chunks' vectors are the same thing.
    Column("vector", LargeBinary, nullable=False),
)

citations = Table(
    "citations",
    metadata,
    Column("message_id", Text, ForeignKey("messages.message_id"), primary_key=True),
    Column("document_id", Text, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_citations_document", "shop", "document_id", "at"),
)
"""The quotes themselves lie with the message, where erasure finds them."""
