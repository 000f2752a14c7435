"""Batches of ingest that outlive their process."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "ingest_jobs",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("ix_ingest_jobs_latest", "ingest_jobs", ["shop", "created_at"], unique=False)
    op.create_index("ix_ingest_jobs_open", "ingest_jobs", ["folder", "status"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("ingest_jobs")
