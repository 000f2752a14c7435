"""The same passage twice tells nothing new and takes another's place."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from backends.knowledge.normalise import search_form
from domain.documents import Chunk
from domain.text.terms import HAN, terms, word_terms

NEARLY = 0.92
"""Jaccard overlap of terms from which two passages say the same, if their numbers and negations do."""
_NEGATIONS = "不无非未没勿禁免仅除"


def without_duplicates(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks in order, without copies and near-copies of an earlier one. Rows of a table are never near-copies."""
    kept: list[tuple[Chunk, frozenset[str], tuple[str, ...]]] = []
    for chunk in chunks:
        all_terms, exact = _profile(chunk.text)
        if not any(_same(chunk, all_terms, exact, *other) for other in kept):
            kept.append((chunk, all_terms, exact))
            yield chunk


@lru_cache(maxsize=2048)
def _profile(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Its terms, and what no two texts that say the same differ in; kept, because passages return."""
    form = search_form(text)
    return frozenset(terms(form)), (*sorted(word_terms(form)), *(c for c in form if c in _NEGATIONS))


def _same(
    chunk: Chunk,
    all_terms: frozenset[str],
    exact: tuple[str, ...],
    other: Chunk,
    other_terms: frozenset[str],
    other_exact: tuple[str, ...],
) -> bool:
    if chunk.duplicate_of == other.chunk_id or other.duplicate_of == chunk.chunk_id:
        return True
    if exact != other_exact:
        return False
    if "table_row" in (chunk.kind, other.kind):
        return _letters(chunk) == _letters(other)
    return len(all_terms & other_terms) >= NEARLY * len(all_terms | other_terms)


def _letters(chunk: Chunk) -> str:
    return "".join(HAN.findall(search_form(f"{chunk.section}{chunk.text}")))
