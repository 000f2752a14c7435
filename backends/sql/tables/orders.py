"""The embedded order system: what orders.json brings and actions change. Every key starts with the shop."""

from sqlalchemy import Column, Index, Table, Text

from backends.sql.tables.columns import FreeText, Moment, Personal, metadata


def _shop_key() -> Column[str]:
    return Column("shop", Text, primary_key=True)


customers = Table("customers", metadata, _shop_key(), Column("id", Text, primary_key=True), Column("body", Personal))

products = Table(
    "products",
    metadata,
    _shop_key(),
    Column("sku", Text, primary_key=True),
    Column("spec", Text, primary_key=True),
    Column("body", FreeText, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    _shop_key(),
    Column("order_no", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("version", Text, nullable=False),
    Column("body", Personal, nullable=False),
    Index("ix_orders_customer", "shop", "customer_id", "created_at"),
)

shipments = Table(
    "shipments",
    metadata,
    _shop_key(),
    Column("tracking_no", Text, primary_key=True),
    Column("order_no", Text, primary_key=True),
    Column("body", FreeText, nullable=False),
    Index("ix_shipments_order", "shop", "order_no"),
)

refunds = Table(
    "refunds",
    metadata,
    _shop_key(),
    Column("refund_no", Text, primary_key=True),
    Column("order_no", Text, nullable=False),
    Column("applied_at", Moment),
    Column("body", Personal, nullable=False),
    Index("ix_refunds_order", "shop", "order_no"),
)

stock = Table(
    "stock",
    metadata,
    _shop_key(),
    Column("sku", Text, primary_key=True),
    Column("spec", Text, primary_key=True),
    Column("warehouse", Text, primary_key=True),
    Column("body", FreeText, nullable=False),
)

coupons = Table(
    "coupons",
    metadata,
    _shop_key(),
    Column("coupon_id", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("body", FreeText, nullable=False),
    Index("ix_coupons_customer", "shop", "customer_id"),
)

order_actions = Table(
    "order_actions",
    metadata,
    _shop_key(),
    Column("idempotency_key", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("result", Personal, nullable=False),
    # What the key stands for; absent in rows of before 0005.
    Column("request_hash", Text),
)
