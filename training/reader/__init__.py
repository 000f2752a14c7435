"""Trains the network that reads whether a text answers a question. Needs the extra ``training`` (PyTorch)."""

from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")
"""Facts of the trades that the network is trained on, in the form of ``training/answers``."""
