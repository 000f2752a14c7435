"""Attempts on data of others, at every door there is."""
