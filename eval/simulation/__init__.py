"""Simulated customers: a goal, hidden facts, and words chosen by code or by a chat model."""
