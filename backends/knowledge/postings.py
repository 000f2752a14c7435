"""One immutable part of the lexical index: which texts hold which terms, how often."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from backends.knowledge.term_keys import Keys, keys_of_texts


class Posting(NamedTuple):
    """The texts that hold a term."""

    texts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Postings:
    """Postings by term in compressed rows: row ``i`` of ``keys`` is ``texts[starts[i]:starts[i+1]]``."""

    ids: tuple[str, ...]
    keys: Keys
    starts: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.float32]
    """Terms of each text."""
    live: npt.NDArray[np.bool_]
    name: str = field(default_factory=lambda: uuid4().hex)
    """Of this part's file; texts that die leave it as it is."""

    @property
    def size(self) -> int:
        """How many texts are live."""
        return int(self.live.sum())

    def find(self, key: int) -> Posting | None:
        """The live texts that hold this term; None: not one."""
        row = int(np.searchsorted(self.keys, key))
        if row == len(self.keys) or self.keys[row] != key:
            return None
        part = slice(int(self.starts[row]), int(self.starts[row + 1]))
        texts, counts = self.texts[part], self.counts[part]
        if not self.live.all():
            alive = self.live[texts]
            texts, counts = texts[alive], counts[alive]
        return Posting(texts, counts) if len(texts) else None

    def without(self, ids: Collection[str]) -> "Postings":
        """The same with these texts dead; they go when the part is merged."""
        return replace(self, live=self.live & np.array([i not in ids for i in self.ids], dtype=np.bool_))


def build(ids: Sequence[str], texts: Sequence[str]) -> Postings:
    """Postings of these texts (normal forms)."""
    keys, owners = keys_of_texts(texts)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    first = np.flatnonzero(_changes(keys) | _changes(owners))
    counts = np.diff(np.append(first, len(keys))).astype(np.float32)
    lengths = np.bincount(owners, minlength=len(ids)).astype(np.float32)
    return _in_rows(tuple(ids), keys[first], owners[first], counts, lengths)


def merge(parts: Sequence[Postings]) -> Postings:
    """One part with the live texts of all."""
    ids: list[str] = []
    keys, texts, counts, lengths = [], [], [], []
    for part in parts:
        number = np.cumsum(part.live, dtype=np.int32) - 1 + len(ids)
        alive = part.live[part.texts]
        keys.append(np.repeat(part.keys, np.diff(part.starts))[alive])
        texts.append(number[part.texts[alive]].astype(np.int32))
        counts.append(part.counts[alive])
        lengths.append(part.lengths[part.live])
        ids.extend(i for i, live in zip(part.ids, part.live, strict=True) if live)
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys, kind="stable")
    return _in_rows(
        tuple(ids),
        all_keys[order],
        np.concatenate(texts)[order],
        np.concatenate(counts)[order],
        np.concatenate(lengths),
    )


def _in_rows(
    ids: tuple[str, ...],
    keys: Keys,
    texts: npt.NDArray[np.int32],
    counts: npt.NDArray[np.float32],
    lengths: npt.NDArray[np.float32],
) -> Postings:
    rows = np.flatnonzero(_changes(keys))
    starts = np.append(rows, len(keys)).astype(np.int64)
    return Postings(ids, keys[rows], starts, texts, counts, lengths, np.ones(len(ids), dtype=np.bool_))


def _changes(values: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    return np.concatenate([np.ones(min(1, len(values)), dtype=np.bool_), values[1:] != values[:-1]])
