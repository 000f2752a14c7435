"""Which message cited which document; those of before are read from the messages."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_BATCH = 1000


def upgrade() -> None:
    """Create the table and fill it."""
    table = op.create_table(
        "citations",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.message_id"]),
        sa.PrimaryKeyConstraint("message_id", "document_id", "generation"),
    )
    op.create_index("ix_citations_document", "citations", ["shop", "document_id", "at"], unique=False)
    found = op.get_bind().execute(
        sa.text("SELECT message_id, shop, at, citations FROM messages WHERE citations <> '[]'")
    )
    while some := found.fetchmany(_BATCH):
        rows = [row for message in some for row in _rows(*message)]
        if rows:
            op.bulk_insert(table, rows)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("citations")


def _rows(message_id: str, shop: str, at: int, citations: str) -> list[dict[str, object]]:
    places = {(c["chunk_id"].rsplit(":", 2)[0], c["generation"]) for c in json.loads(citations)}
    return [
        {"message_id": message_id, "document_id": d, "generation": g, "shop": shop, "at": at} for d, g in sorted(places)
    ]
