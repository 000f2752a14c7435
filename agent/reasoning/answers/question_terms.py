"""A question as pieces of text that an answer should speak of."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.reasoning.embedded.words.romanised import spelt_out
from domain.text.english import chinese_wordings, is_english
from domain.text.normal import normal_form
from domain.text.synonyms import Synonyms, general_groups, shop_groups
from domain.text.terms import HAN, terms

_FUNCTION = frozenset(
    "的了吗呢啊呀吧嘛么我你您他她它这那是在就都也还要会有和与及或个之其被把让给到从对于为以所而且但如若则咋啥怎多几"
)


@dataclass(frozen=True)
class Piece:
    """A term, or a word with its synonyms; any of the forms covers it."""

    forms: tuple[str, ...]
    foreign: bool = False
    """Of an English question: a word without a Chinese wording may be the sound of a Chinese name."""


def pieces_of(question: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> tuple[Piece, ...]:
    """The pieces of a question: spans with synonyms, and the content terms outside them."""
    form = normal_form(question)
    if not HAN.search(form) or is_english(form):
        # English over Chinese documents: any of a word's wordings covers it.
        words = dict.fromkeys(chinese_wordings(form))
        return tuple(Piece(tuple(map(normal_form, wordings)), foreign=True) for wordings in words)
    spans = _synonyms(tuple(sorted((k, tuple(v)) for k, v in (synonyms or {}).items()))).spans(form)
    inside = {i for span in spans for i in range(span.start, span.end)}
    bare = "".join(" " if i in inside else c for i, c in enumerate(form))
    known = [Piece((form[s.start : s.end], *s.alternatives)) for s in spans]
    rest = dict.fromkeys(t for t in terms(bare) if len(t) > 1 or not HAN.match(t))
    return (*known, *(Piece((t,)) for t in rest if not all(c in _FUNCTION for c in t)))


def covered(pieces: Sequence[Piece], text: str) -> tuple[float, ...]:
    """For each piece whether the text (a normal form) speaks of it: 1, .4 for one character of a pair, or 0."""
    # Terms are needed for words of other letters only, which have to stand alone.
    held = _held(text) if any(form.isascii() for piece in pieces for form in piece.forms) else frozenset()
    return tuple(_cover(piece, text, held) for piece in pieces)


def rarity(pieces: Sequence[Piece], held: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Weight of each piece: the fewer texts speak of it, the more it tells.

    Args:
        held: ``covered`` of each text.
    """
    holders = [sum(values) for values in zip(*held, strict=True)] if held else []
    count = len(held)
    return tuple(math.log(1 + (count - h + 0.5) / (h + 0.5)) for h in holders) or tuple(1.0 for _ in pieces)


def _cover(piece: Piece, text: str, held: frozenset[str]) -> float:
    if any(form in (held if form.isascii() else text) for form in piece.forms):
        return 1.0
    first = piece.forms[0]
    if piece.foreign and any(spelt_out(form, text) for form in piece.forms):
        return 1.0
    return (
        0.4 if len(first) == 2 and HAN.fullmatch(first) and any(c in text for c in first if c not in _FUNCTION) else 0.0
    )


@lru_cache(maxsize=4096)
def _held(text: str) -> frozenset[str]:
    return frozenset(terms(text))


@lru_cache(maxsize=64)
def _synonyms(own: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms((*shop_groups(dict(own)), *general_groups()))
