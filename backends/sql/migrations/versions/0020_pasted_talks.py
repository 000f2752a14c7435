"""Whose talk it was that an agent pasted, so that what was suggested for it is erased with the customer."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the column; what is there already goes by its age."""
    op.add_column("suggestions", sa.Column("customer_id", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("suggestions", "customer_id")
