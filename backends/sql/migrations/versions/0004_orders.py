"""The embedded order system."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "coupons",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("coupon_id", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "coupon_id"),
    )
    op.create_index("ix_coupons_customer", "coupons", ["shop", "customer_id"], unique=False)
    op.create_table(
        "customers",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("shop", "id"),
    )
    op.create_table(
        "order_actions",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "idempotency_key"),
    )
    op.create_table(
        "orders",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "order_no"),
    )
    op.create_index("ix_orders_customer", "orders", ["shop", "customer_id", "created_at"], unique=False)
    op.create_table(
        "products",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "sku", "spec"),
    )
    op.create_table(
        "refunds",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("refund_no", sa.Text(), nullable=False),
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "refund_no"),
    )
    op.create_index("ix_refunds_order", "refunds", ["shop", "order_no"], unique=False)
    op.create_table(
        "shipments",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("tracking_no", sa.Text(), nullable=False),
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "tracking_no", "order_no"),
    )
    op.create_index("ix_shipments_order", "shipments", ["shop", "order_no"], unique=False)
    op.create_table(
        "stock",
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("warehouse", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "sku", "spec", "warehouse"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("stock")
    op.drop_index("ix_shipments_order", table_name="shipments")
    op.drop_table("shipments")
    op.drop_index("ix_refunds_order", table_name="refunds")
    op.drop_table("refunds")
    op.drop_table("products")
    op.drop_index("ix_orders_customer", table_name="orders")
    op.drop_table("orders")
    op.drop_table("order_actions")
    op.drop_table("customers")
    op.drop_index("ix_coupons_customer", table_name="coupons")
    op.drop_table("coupons")
