"""Late interaction over the embedded model's token vectors, kept for texts that come back."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np

from backends.embedding.bulk_e5 import QUESTION_PREFIX, BulkE5
from backends.embedding.e5_weights import Floats
from domain.alignment import Alignment, Context

KEPT = 3000
"""Texts whose vectors are kept: about 15 KB each."""
LONGEST = 400
"""Characters of a text that are read; a sentence is shorter."""
_MARK = "▁"
_LOWEST = 3
"""The worst 1/3 of a question's tokens show what a text leaves out."""


class _Read(NamedTuple):
    vectors: np.ndarray[tuple[int, ...], np.dtype[np.float16]]
    own: int
    """The first token of the text itself, behind its heading."""


class TokenAlignment:
    """Texts against a question."""

    def __init__(self, engine: BulkE5) -> None:
        """Args: engine: the embedded model's."""
        self._engine = engine
        self._kept: OrderedDict[Context, _Read] = OrderedDict()
        self._lock = Lock()

    def align(self, question: str, texts: Sequence[Context]) -> list[Alignment]:
        """One for each text; a question without tokens is said by everything."""
        pieces, asked = self._engine.tokens(question[:LONGEST], QUESTION_PREFIX)
        places = _places(question, pieces)
        kept = [n for n, (start, end) in enumerate(places) if end > start]
        if not kept:
            return [Alignment(1.0, 1.0, 1.0, 1.0, ()) for _ in texts]
        return [_aligned(asked[kept], [places[n] for n in kept], self._read(text)) for text in texts]

    def _read(self, text: Context) -> _Read:
        with self._lock:
            if (known := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                return known
        heading = f"{text.heading[:LONGEST]}：" if text.heading else ""
        pieces, vectors = self._engine.tokens(heading + text.text[:LONGEST])
        made = _Read(vectors.astype(np.float16), _first_own(pieces, len(heading)))
        with self._lock:
            self._kept[text] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _aligned(asked: Floats, places: Sequence[tuple[int, int]], text: _Read) -> Alignment:
    cosines = asked @ text.vectors.astype(np.float32).T
    if not cosines.size:
        return Alignment(0.0, 0.0, 0.0, 0.0, tuple((a, b, 0.0) for a, b in places))
    wide = cosines.max(axis=1)
    mine = cosines[:, text.own :]
    own = mine.max(axis=1) if mine.size else wide
    back = (mine if mine.size else cosines).max(axis=0)
    lowest = np.sort(wide)[: max(1, len(wide) // _LOWEST)]
    pieces = tuple((a, b, float(value)) for (a, b), value in zip(places, wide, strict=True))
    return Alignment(float(own.mean()), float(wide.mean()), float(lowest.mean()), float(back.mean()), pieces)


def _first_own(pieces: Sequence[str], heading: int) -> int:
    """The first piece behind the heading's characters."""
    seen = 0
    for number, piece in enumerate(pieces):
        if seen >= heading:
            return number
        seen += len(piece.replace(_MARK, ""))
    return 0


def _places(text: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Where each piece stands; an empty stretch where the normaliser changed it or it is only space."""
    places, at, folded = [], 0, text.lower()
    for piece in pieces:
        bare = piece.replace(_MARK, "").lower()
        found = folded.find(bare, at) if bare else -1
        places.append((found, found + len(bare)) if found >= 0 else (at, at))
        at = places[-1][1]
    return places
