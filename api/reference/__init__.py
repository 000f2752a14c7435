"""The reference order backend: docs/order-backend.openapi.yaml over any ``OrderBackend``."""
