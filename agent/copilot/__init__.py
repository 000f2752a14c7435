"""Helping the human agent."""
