"""Stored secrets; what an action's key stood for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table and the column."""
    op.create_table(
        "secrets",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "name"),
    )
    op.add_column("order_actions", sa.Column("request_hash", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("order_actions", "request_hash")
    op.drop_table("secrets")
