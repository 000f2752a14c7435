"""What the linear part of the model sees in a text: n-grams, concepts, and pairs of concepts."""

from collections.abc import Iterator
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple

from agent.reasoning.triage.concepts import CONCEPTS
from agent.reasoning.triage.ngrams import fold_numbers, ngrams, normalise

_MARK = "\x1e"
"""Begins the names of concepts and joins pairs; no text contains it after normalisation."""


class Kind(IntEnum):
    """Each kind of signal is weighed and scaled for itself."""

    WORD = 0
    CONCEPT = 1
    PAIR = 2


class Signal(NamedTuple):
    """One thing found in a text, and the span of the original it was found in (empty for pairs)."""

    name: str
    start: int
    end: int


def kind_of(name: str) -> Kind:
    """The kind of a signal, told by its name."""
    return Kind(min(name.count(_MARK), Kind.PAIR))


def signals(text: str) -> list[Signal]:
    """Everything found in a text; n-grams may repeat."""
    found = [Signal(*gram) for gram in ngrams(text)]
    concepts = list(_concepts(text))
    found += concepts
    found += [Signal(a.name + b.name, 0, 0) for a, b in combinations(concepts, 2)]
    return found


def _concepts(text: str) -> Iterator[Signal]:
    folded, origin = fold_numbers(*normalise(text))
    for name, expression in CONCEPTS.items():
        hit = expression.search(folded)
        if hit:
            start = origin[hit.start()] if hit.end() > hit.start() else len(text)
            end = origin[hit.end() - 1] + 1 if hit.end() > hit.start() else len(text)
            yield Signal(_MARK + name, start, end)
