"""The HTTP order backend: a merchant's own system behind docs/order-backend.openapi.yaml."""
