"""Near-copies among a shop's passages: the same words in nearly the same order, and exactly the same numbers."""

import re
import unicodedata
from collections import Counter, defaultdict
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from domain.documents import Chunk
from domain.ids import ChunkId, DocumentId

_SHINGLE = 3
_LEAST_CHARACTERS = 20
_SIMILAR = 0.9
"""Jaccard overlap of shingles."""
_BANDS, _ROWS = 12, 4
"""MinHash bands: at 0.9 overlap a pair shares a band with probability above 0.999."""
_PRIME = np.uint64((1 << 31) - 1)
_RANDOM = np.random.default_rng(20261101)
_A = _RANDOM.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_B = _RANDOM.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_SHARP = re.compile(r"\d+(?:\.\d+)?|[不无非未没勿禁免仅除A-Za-z]+")


class DuplicateFinder:
    """Finds the chunk that another one repeats. Only chunks of equal audience and validity count."""

    def __init__(self) -> None:
        """Starts empty."""
        self._bands: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self._known: list[tuple[Chunk, frozenset[int], Counter[str]]] = []

    def add(self, chunk: Chunk) -> None:
        """Let later chunks be copies of this one."""
        shingles = _shingles(chunk)
        if shingles:
            self._known.append((chunk, shingles, _sharp(chunk)))
            for key in _keys(chunk, shingles):
                self._bands[key].append(len(self._known) - 1)

    def original_of(self, chunk: Chunk, apart_from: DocumentId) -> ChunkId | None:
        """The first known chunk this one repeats, in another document."""
        shingles = _shingles(chunk)
        if not shingles:
            return None
        candidates = sorted({n for key in _keys(chunk, shingles) for n in self._bands.get(key, ())})
        for n in candidates:
            other, theirs, sharp = self._known[n]
            if other.document_id == apart_from or sharp != _sharp(chunk):
                continue
            if len(shingles & theirs) >= _SIMILAR * len(shingles | theirs):
                return other.duplicate_of or other.chunk_id
        return None


def _text(chunk: Chunk) -> str:
    folded = unicodedata.normalize("NFKC", f"{chunk.question or ''}{chunk.text}").lower()
    return re.sub(r"[\W_]+", "", folded)


def _sharp(chunk: Chunk) -> Counter[str]:
    """Numbers, negations and codes: where they differ, the texts say different things."""
    return Counter(_SHARP.findall(unicodedata.normalize("NFKC", f"{chunk.question or ''}{chunk.text}")))


def _shingles(chunk: Chunk) -> frozenset[int]:
    text = _text(chunk)
    if len(text) < _LEAST_CHARACTERS:
        return frozenset()
    return frozenset(crc32(text[n : n + _SHINGLE].encode()) for n in range(len(text) - _SHINGLE + 1))


def _keys(chunk: Chunk, shingles: frozenset[int]) -> list[tuple[object, ...]]:
    values: NDArray[np.uint64] = np.fromiter(shingles, dtype=np.uint64, count=len(shingles)) % _PRIME
    signature = ((values[:, None] * _A + _B) % _PRIME).min(axis=0).reshape(_BANDS, _ROWS)
    scope = (chunk.audience, chunk.effective_from, chunk.expires_on, chunk.kind == "table_row" and chunk.section)
    return [(band, scope, tuple(row)) for band, row in enumerate(signature.tolist())]
