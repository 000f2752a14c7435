"""Channels that another system joins: what comes in from it, and what is carried to it."""
