"""Reads the word lists beside this file: words parted by space, # before a remark."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=16)
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``<name>.txt``."""
    text = files("agent.reasoning.embedded.words").joinpath(f"{name}.txt").read_text("utf-8")
    return tuple(tuple(row.split()) for row in text.splitlines() if row.strip() and not row.startswith("#"))


@lru_cache(maxsize=16)
def word_set(name: str) -> frozenset[str]:
    """All words of ``<name>.txt``."""
    return frozenset(word for row in word_rows(name) for word in row)
