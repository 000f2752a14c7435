"""The database's tables, by concept."""

from backends.sql.tables.columns import metadata
from backends.sql.tables.conversations import (
    approvals,
    conversations,
    events,
    handoffs,
    messages,
    outbox,
    suggestions,
    turns,
)
from backends.sql.tables.documents import chunks, documents, embeddings, generations, manifests
from backends.sql.tables.orders import (
    coupons,
    customers,
    order_actions,
    orders,
    products,
    refunds,
    shipments,
    stock,
)
from backends.sql.tables.secrets import secrets
from backends.sql.tables.shops import audit, audit_heads, keys, shops

__all__ = [
    "approvals",
    "audit",
    "audit_heads",
    "chunks",
    "conversations",
    "coupons",
    "customers",
    "documents",
    "embeddings",
    "events",
    "generations",
    "handoffs",
    "keys",
    "manifests",
    "messages",
    "metadata",
    "order_actions",
    "orders",
    "outbox",
    "products",
    "refunds",
    "secrets",
    "shipments",
    "shops",
    "stock",
    "suggestions",
    "turns",
]
