"""Customers' keys, and in columns what is looked up in bodies that may be sealed."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_SEALED = {
    "messages": ("text",),
    "turns": ("text", "result", "trace"),
    "approvals": ("body",),
    "handoffs": ("body",),
    "suggestions": ("body", "feedback"),
    "profiles": ("body",),
    "ratings": ("comment",),
    "customers": ("body",),
    "orders": ("body",),
    "refunds": ("body",),
    "order_actions": ("result",),
}


def upgrade() -> None:
    """Create the table and the columns, and fill these from the bodies."""
    op.create_table(
        "personal_keys",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("wrapped_under", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_id"),
        sa.UniqueConstraint("shop", "owner", name="uq_personal_keys_owner"),
    )
    op.create_index("ix_personal_keys_wrapping", "personal_keys", ["wrapped_under"])
    op.add_column("handoffs", sa.Column("topic", sa.Text(), nullable=True))
    op.add_column("approvals", sa.Column("order_no", sa.Text(), nullable=True))
    _fill("handoffs", "handoff_id", "topic", lambda body: body.get("topic"))
    _fill("approvals", "approval_id", "order_no", _order_no)


def downgrade() -> None:
    """Drop them; refused while texts are sealed, which nothing could open afterwards."""
    connection = op.get_bind()
    for table, columns in _SEALED.items():
        for column in columns:
            marked = f"{column} LIKE 'kefu:1:%' OR {column} LIKE 'kefu:-:%'"
            found = sa.text(f"SELECT 1 FROM {table} WHERE {marked} LIMIT 1")  # noqa: S608 - our names
            if connection.execute(found).first() is not None:
                raise RuntimeError("Texts are sealed: run `kefu personal open-all` with this version first.")
    with op.batch_alter_table("approvals") as approvals:
        approvals.drop_column("order_no")
    with op.batch_alter_table("handoffs") as handoffs:
        handoffs.drop_column("topic")
    op.drop_table("personal_keys")


def _order_no(body: dict[str, Any]) -> str | None:
    action = body.get("action") or {}
    return action.get("order_no") or (action.get("args") or {}).get("order_no")


def _fill(table: str, key: str, column: str, value: Callable[[dict[str, Any]], str | None]) -> None:
    rows = sa.table(table, sa.column(key), sa.column("body"), sa.column(column))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows.c[key], rows.c.body)).all():
        change = sa.update(rows).where(rows.c[key] == row[0]).values({column: value(json.loads(row.body))})
        connection.execute(change)
