"""Why a search found a passage: its place in either index, and the pieces of the question that stand in it."""

from collections.abc import Collection, Mapping, Sequence

from backends.knowledge.lexical import Slot
from backends.knowledge.shop_index import indexed_text
from domain.documents import Chunk
from domain.evidence import Explanation, Passage
from domain.ids import ChunkId
from domain.text.terms import HAN, terms


class Explanations:
    """Of one search."""

    def __init__(
        self, slots: Sequence[Slot], by_vector: Mapping[ChunkId, float], by_words: Mapping[ChunkId, float]
    ) -> None:
        """Args: slots: the question's terms; by_vector, by_words: what each index found by itself."""
        self._wordings = [alternative for slot in slots for alternative in slot.alternatives]
        self._vector, self._lexical = _ranks(by_vector), _ranks(by_words)

    def added_to(self, passages: Sequence[Passage], chunks: Mapping[ChunkId, Chunk]) -> list[Passage]:
        """The passages, each with its explanation."""
        return [p.model_copy(update={"explanation": self._of(p.chunk_id, chunks[p.chunk_id])}) for p in passages]

    def _of(self, chunk_id: ChunkId, chunk: Chunk) -> Explanation:
        text = indexed_text(chunk)
        return Explanation(
            vector_rank=self._vector.get(chunk_id),
            lexical_rank=self._lexical.get(chunk_id),
            matched_terms=matched_terms(self._wordings, text),
        )


def matched_terms(wordings: Sequence[Sequence[str]], text: str) -> tuple[str, ...]:
    """The wordings' terms that the index has for this text (search form), in reading order.

    Pairs of characters that stand side by side in the text are joined to the piece that a person would see.
    """
    held = set(terms(text))
    pieces: dict[str, None] = {}
    for wording in wordings:
        pieces.update(dict.fromkeys(_joined([term for term in wording if term in held], text)))
    return tuple(p for p in pieces if not any(p != other and p in other for other in pieces))


def _joined(found: Sequence[str], text: str) -> list[str]:
    joined: list[str] = []
    for term in found:
        longer = joined[-1] + term[1:] if joined and _overlap(joined[-1], term) else ""
        if longer and longer in text:
            joined[-1] = longer
        else:
            joined.append(term)
    return joined


def _overlap(before: str, term: str) -> bool:
    return len(before) > 1 and len(term) == 2 and bool(HAN.fullmatch(before + term)) and before[-1] == term[0]


def _ranks(scores: Mapping[ChunkId, float]) -> Mapping[ChunkId, int]:
    best: Collection[ChunkId] = sorted(scores, key=lambda c: (-scores[c], c))
    return {chunk_id: rank for rank, chunk_id in enumerate(best, start=1)}
