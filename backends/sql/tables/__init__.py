"""The database's tables, by concept."""

from backends.sql.tables.channels import channel_threads
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
from backends.sql.tables.documents import chunks, citations, documents, embeddings, generations, manifests
from backends.sql.tables.gaps import gap_decisions
from backends.sql.tables.ingest_jobs import ingest_jobs
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
from backends.sql.tables.personal import personal_keys
from backends.sql.tables.profiles import profiles
from backends.sql.tables.promises import promises
from backends.sql.tables.quarantine import quarantine
from backends.sql.tables.ratings import ratings
from backends.sql.tables.secrets import secrets
from backends.sql.tables.shops import audit, audit_heads, keys, llm_usage, shops, token_floors
from backends.sql.tables.staff import sessions, sign_in_failures, staff
from backends.sql.tables.webhooks import webhooks

__all__ = [
    "approvals",
    "audit",
    "audit_heads",
    "channel_threads",
    "chunks",
    "citations",
    "conversations",
    "coupons",
    "customers",
    "documents",
    "embeddings",
    "events",
    "gap_decisions",
    "generations",
    "handoffs",
    "ingest_jobs",
    "keys",
    "llm_usage",
    "manifests",
    "messages",
    "metadata",
    "order_actions",
    "orders",
    "outbox",
    "personal_keys",
    "products",
    "profiles",
    "promises",
    "quarantine",
    "ratings",
    "refunds",
    "secrets",
    "sessions",
    "shipments",
    "shops",
    "sign_in_failures",
    "staff",
    "stock",
    "suggestions",
    "token_floors",
    "turns",
    "webhooks",
]
