"""Scopes of keys, and moments before which customer tokens are refused."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Keys of before are for the whole API."""
    op.add_column("keys", sa.Column("scopes", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "token_floors",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "customer_id"),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("token_floors")
    op.drop_column("keys", "scopes")
