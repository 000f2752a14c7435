"""Chatwoot's API, as an agent bot uses it."""
