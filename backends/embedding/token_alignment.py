"""Late interaction over the embedded model's token vectors, kept for texts that come back."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np

from backends.embedding.answer_reader import answer_reader
from backends.embedding.bulk_e5 import BulkE5, Read
from backends.embedding.e5_weights import Floats
from backends.embedding.sentence_store import SentenceStore, TokenVectors
from domain.alignment import Alignment, Context

KEPT_BYTES = 64 << 20
"""Of token vectors in memory: about 4,000 sentences of 20 tokens."""
QUESTIONS = 256
"""Whose tokens are kept until their turn has judged by them."""
LONGEST = 400
"""Characters of a text that are read; a sentence is shorter."""
_MARK = "▁"
_LOWEST = 3
"""The worst 1/3 of a question's tokens show what a text leaves out."""


class TokenAlignment:
    """Texts against a question."""

    def __init__(self, engine: BulkE5, store: SentenceStore | None = None) -> None:
        """Args: engine: the embedded model's; store: keeps what was read beyond this process."""
        self._engine, self._store = engine, store
        self._kept: OrderedDict[tuple[str, str], TokenVectors] = OrderedDict()
        self._questions: OrderedDict[str, tuple[Floats, Read]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def align(self, question: str, texts: Sequence[Context]) -> list[Alignment]:
        """One for each text; a question without tokens is said by everything."""
        pieces, asked = self.asked(question)[1]
        places = _places(question, pieces)
        kept = [n for n, (start, end) in enumerate(places) if end > start]
        if not kept:
            return [Alignment(1.0, 1.0, 1.0, 1.0, ()) for _ in texts]
        known = self._known(texts)
        readings = answer_reader().read(asked, known)
        return [
            _aligned(asked[kept], [places[n] for n in kept], read)._replace(reading=reading)
            for read, reading in zip(known, readings, strict=True)
        ]

    def tokens(self, question: str, texts: Sequence[Context]) -> tuple[Floats, list[TokenVectors]]:
        """The token vectors of both sides."""
        return self.asked(question)[1][1], self._known(texts)

    def asked(self, question: str) -> tuple[Floats, Read]:
        """The question's vector and the question token by token; the same one again costs nothing."""
        with self._lock:
            if (known := self._questions.get(question)) is not None:
                return known
        made = self._engine.question(question)
        with self._lock:
            self._questions[question] = made
            while len(self._questions) > QUESTIONS:
                self._questions.popitem(last=False)
        return made

    def read(self, texts: Sequence[Context]) -> None:
        """Have these in the store."""
        stored = self._stored(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in stored]
        if missing and self._store:
            self._store.save(self._made(missing))

    def _known(self, texts: Sequence[Context]) -> list[TokenVectors]:
        found = self._remembered(texts)
        if missing := [text for text in dict.fromkeys(texts) if text not in found]:
            stored = self._stored(missing)
            made = self._made([text for text in missing if text not in stored])
            if made and self._store:
                self._store.save(made)
            self._remember({**stored, **made})
            found |= {**stored, **made}
        return [found[text] for text in texts]

    def _stored(self, texts: Sequence[Context]) -> dict[Context, TokenVectors]:
        return self._store.load(texts) if self._store else {}

    def _made(self, texts: Sequence[Context]) -> dict[Context, TokenVectors]:
        headings = [f"{text.heading[:LONGEST]}：" if text.heading else "" for text in texts]
        read = self._engine.tokens([h + text.text[:LONGEST] for h, text in zip(headings, texts, strict=True)])
        return {
            text: TokenVectors(vectors.astype(np.float16), _first_own(pieces, len(heading)))
            for text, heading, (pieces, vectors) in zip(texts, headings, read, strict=True)
        }

    def _remembered(self, texts: Sequence[Context]) -> dict[Context, TokenVectors]:
        found: dict[Context, TokenVectors] = {}
        with self._lock:
            for text in texts:
                if (known := self._kept.get(text[:2])) is not None:
                    self._kept.move_to_end(text[:2])
                    found[text] = known
        return found

    def _remember(self, read: Mapping[Context, TokenVectors]) -> None:
        with self._lock:
            for text, made in read.items():
                if text[:2] not in self._kept:
                    self._kept[text[:2]] = made
                    self._bytes += made.vectors.nbytes
            while self._bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.vectors.nbytes


def _aligned(asked: Floats, places: Sequence[tuple[int, int]], text: TokenVectors) -> Alignment:
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
