"""Channels, against doubles that keep to the other side's documented contract."""
