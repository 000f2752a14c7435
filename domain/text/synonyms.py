"""The table of what customers say in more than one way, and the same for one shop."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from domain.text.normal import normal_form

_WORDS_ALONE = frozenset("啥咋")
"""Single characters that are a word wherever they stand; 修 or 能 may be part of another one (修身, 功能)."""


class Span(NamedTuple):
    """A part of a text that could have been said otherwise."""

    start: int
    end: int
    alternatives: tuple[str, ...]
    """Without the original."""


@cache
def general_groups() -> tuple[tuple[str, ...], ...]:
    """What is said in more than one way in questions to any shop, in normal form."""
    return _groups("synonyms.txt")


@cache
def goods_groups() -> tuple[tuple[str, ...], ...]:
    """What goods of any trade are called in more than one way, in normal form."""
    return _groups("goods.txt")


def _groups(name: str) -> tuple[tuple[str, ...], ...]:
    lines = resources.files("domain.text").joinpath(name).read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return tuple(tuple(dict.fromkeys(normal_form(word) for word in row)) for row in rows)


def shop_groups(synonyms: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """A shop's own table (term of the documents → what customers say) as groups."""
    rows = ((term, *said) for term, said in synonyms.items())
    return tuple(tuple(dict.fromkeys(normal_form(word) for word in row if word.strip())) for row in rows)


class Synonyms:
    """Finds the spans of a normal form that have synonyms: longest first, without overlaps."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Args: groups: words in normal form; a word may stand in several groups."""
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            for word in group:
                known = self._others.get(word, ())
                self._others[word] = (*known, *(o for o in group if o != word and o not in known))
        words = sorted(
            (w for w in self._others if len(w) > 1 or w in _WORDS_ALONE), key=lambda word: (-len(word), word)
        )
        self._pattern = re.compile("|".join(_bounded(word) for word in words)) if words else None

    def spans(self, text: str) -> list[Span]:
        """The spans of this normal form, in order."""
        if self._pattern is None:
            return []
        return [Span(m.start(), m.end(), self._others[m.group(0)]) for m in self._pattern.finditer(text)]


def _bounded(word: str) -> str:
    left = r"(?<![a-z0-9])" if word[0].isascii() else ""
    right = r"(?![a-z0-9])" if word[-1].isascii() else ""
    return f"{left}{re.escape(word)}{right}"


@lru_cache(maxsize=64)
def goods_synonyms(own: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Synonyms:
    """What goods are called, a shop's own table (term, what customers say) before the general one."""
    return Synonyms((*shop_groups(dict(own)), *goods_groups()))
