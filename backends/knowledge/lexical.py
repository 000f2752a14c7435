"""BM25 over characters, pairs of characters, codes and numbers."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backends.knowledge.postings import Postings, build, merge
from backends.knowledge.term_keys import term_key

K1 = 1.2
B = 0.75
"""Robertson & Zaragoza 2009, the usual starting values; chunks vary little in length."""
BATCH = 4000
"""Texts a part while building: bounds memory."""

Scores = npt.NDArray[np.float32]


class Slot(NamedTuple):
    """One piece of a question: the terms of each way to say it. The best way counts."""

    alternatives: tuple[tuple[str, ...], ...]


class LexicalHit(NamedTuple):
    """A text and how much of the question's rare text it covers (1: all of it, once)."""

    id: str
    score: float


@dataclass(frozen=True, eq=False)
class LexicalIndex:
    """An immutable index; ``add`` and ``remove`` return the next one, so that searches never see half a change."""

    parts: tuple[Postings, ...] = ()
    place: dict[str, int] = field(default_factory=dict)
    """Position of each live text in the score arrays."""
    names: tuple[str, ...] = ()
    """The text at each position."""

    @property
    def size(self) -> int:
        """How many texts are indexed."""
        return len(self.place)

    def add(self, ids: Sequence[str], texts: Sequence[str]) -> "LexicalIndex":
        """This index with these texts (search forms) as well. An id that is there already is replaced."""
        if known := [i for i in ids if i in self.place]:
            return self.remove(known).add(ids, texts)
        parts = list(self.parts)
        for start in range(0, len(ids), BATCH):
            parts.append(build(ids[start : start + BATCH], texts[start : start + BATCH]))
        return index_of(_compact(parts))

    def remove(self, ids: Collection[str]) -> "LexicalIndex":
        """This index without these texts."""
        gone = frozenset(ids)
        touched = [part.without(gone) if gone.intersection(part.ids) else part for part in self.parts]
        return index_of(_compact([part for part in touched if part.size]))

    def knows(self, term: str) -> bool:
        """Whether any text holds this term."""
        key = term_key(term)
        return any(part.find(key) is not None for part in self.parts)

    def holding(self, terms: Sequence[str]) -> list[str]:
        """The texts that hold all of these terms."""
        found: list[str] = []
        for part in self.parts:
            postings = [part.find(term_key(term)) for term in terms]
            if postings and all(posting is not None for posting in postings):
                texts = [posting.texts for posting in postings if posting is not None]
                found += [part.ids[n] for n in reduce(np.intersect1d, texts)]
        return found

    def score(self, slots: Sequence[Slot]) -> Scores:
        """BM25 of every text over the question's ideal, in the order of ``place``; shape (texts of all parts,)."""
        scorer = _Scorer(self)
        total = np.zeros(scorer.size, dtype=np.float32)
        ideal = 0.0
        for slot in slots:
            best, weight = scorer.slot(slot)
            total += best * np.float32(weight)
            ideal += weight
        return total / np.float32(ideal) if ideal else total

    def top(self, scores: Scores, limit: int) -> list[LexicalHit]:
        """The best texts of a score array, best first; texts without any of the terms are left out."""
        best = np.argpartition(scores, -limit)[-limit:] if limit < len(scores) else np.arange(len(scores))
        best = best[np.lexsort((best, -scores[best]))]
        return [LexicalHit(self.names[i], float(scores[i])) for i in best if scores[i] > 0]


class _Scorer:
    """BM25 for one question over one index."""

    def __init__(self, index: LexicalIndex) -> None:
        self._parts = index.parts
        self._offsets = np.cumsum([0, *(len(part.ids) for part in index.parts)])
        self._live = max(1, index.size)
        self.size = int(self._offsets[-1])
        average = sum(float(part.lengths[part.live].sum()) for part in self._parts) / self._live or 1.0
        self._norms = [np.float32(K1) * (1 - B + B * part.lengths / np.float32(average)) for part in self._parts]

    def slot(self, slot: Slot) -> tuple[Scores, float]:
        """The best alternative's share of its ideal for each text, and how much the slot weighs."""
        best = np.zeros(self.size, dtype=np.float32)
        known: list[float] = []
        unknown: list[float] = []
        for alternative in slot.alternatives:
            scores, ideal, found = self._terms(alternative)
            (known if found else unknown).append(ideal)
            if found:
                np.maximum(best, scores / np.float32(ideal), out=best)
        # A word that the shop never writes would weigh most. It counts by the synonym that the shop does write.
        return best, min(known) if known else unknown[0] if unknown else 0.0

    def _terms(self, terms: Sequence[str]) -> tuple[Scores, float, bool]:
        scores = np.zeros(self.size, dtype=np.float32)
        ideal, found = 0.0, False
        for term in dict.fromkeys(terms):
            idf, hit = self._term(term, scores)
            ideal += idf
            found = found or hit
        return scores, ideal or 1.0, found

    def _term(self, term: str, scores: Scores) -> tuple[float, bool]:
        key = term_key(term)
        postings = [part.find(key) for part in self._parts]
        frequency = sum(len(p.texts) for p in postings if p is not None)
        idf = math.log(1 + (self._live - frequency + 0.5) / (frequency + 0.5))
        for number, posting in enumerate(postings):
            if posting is not None:
                weight = (
                    np.float32(idf * (K1 + 1)) * posting.counts / (posting.counts + self._norms[number][posting.texts])
                )
                scores[posting.texts + self._offsets[number]] += weight
        return idf, frequency > 0


def _compact(parts: list[Postings]) -> tuple[Postings, ...]:
    """Merge small neighbours so that there are O(log n) parts and each text is merged O(log n) times."""
    done: list[Postings] = []
    for part in parts:
        done.append(part)
        tail = 1
        while tail < len(done) and done[-tail - 1].size <= sum(p.size for p in done[-tail:]):
            tail += 1
        if tail > 1:
            done[-tail:] = [merge(done[-tail:])]
        elif done[-1].size * 2 < len(done[-1].ids):
            done[-1] = merge(done[-1:])
    return tuple(done)


def index_of(parts: Sequence[Postings]) -> LexicalIndex:
    """An index of these parts, as they are."""
    place: dict[str, int] = {}
    offset = 0
    for part in parts:
        place.update((i, offset + n) for n, i in enumerate(part.ids) if part.live[n])
        offset += len(part.ids)
    return LexicalIndex(tuple(parts), place, tuple(i for part in parts for i in part.ids))
