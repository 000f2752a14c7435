"""Messages sent in a burst are answered by one turn: which turn a message joined, and how many a turn answers."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns; what is there already answers one message each."""
    op.add_column("turns", sa.Column("messages", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("turns", sa.Column("stored_at", sa.BigInteger(), nullable=True))
    op.add_column("turns", sa.Column("joined", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("turns", "joined")
    op.drop_column("turns", "stored_at")
    op.drop_column("turns", "messages")
