"""Reasoners: how a turn is read and a reply is made, embedded and with an LLM."""
