"""Conversations that also exist in another system."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "channel_threads",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("active_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.conversation_id"]),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ix_channel_threads_external", "channel_threads", ["shop", "channel", "external_id"])
    op.create_index("ix_channel_threads_active", "channel_threads", ["active_until"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("channel_threads")
