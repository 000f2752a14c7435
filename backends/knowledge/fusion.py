"""One score from two."""

from collections.abc import Mapping, Sequence

from domain.ids import ChunkId
from domain.text.english import chinese_wordings, is_english
from domain.text.terms import HAN

VECTOR_WEIGHT = 0.6
"""Public sets (CMRC, paraphrases) were best at .7 for documents of whole articles. On chunks of three written shops .6
was as good or better in each (facts in the top five .938/.957/.957, against .938/.957/.915 at .7 and .893 at 1 and .902
at 0 on the largest): short chunks share more words with the question."""
FOREIGN_VECTOR_WEIGHT = 0.8
"""A question without Chinese shares only names and codes with Chinese documents; the rest of its words is chance. On
1,310 English questions of the answer corpus .6 to .8 by the words known found the fact first in .744 and among five in
.955 (.708/.938 at .6 to .95, all with the vector of the question alone; .739/.951 of the question and its wordings)."""


def vector_weight(question: str) -> float:
    """The vectors' share for this question."""
    if HAN.search(question) and not is_english(question):
        return VECTOR_WEIGHT
    wordings = chinese_wordings(question)
    known = sum(HAN.search(wording[0]) is not None for wording in wordings)
    # The more of its words the glossary knows, the more the words count.
    return FOREIGN_VECTOR_WEIGHT - (FOREIGN_VECTOR_WEIGHT - VECTOR_WEIGHT) * known / max(1, len(wordings))


def fuse(
    candidates: Sequence[ChunkId], vector: Mapping[ChunkId, float], lexical: Mapping[ChunkId, float], weight: float
) -> dict[ChunkId, float]:
    """Weighted sum of both scores, each stretched to 0-1 over the candidates. Missing scores count as the lowest."""
    by_vector, by_lexical = _stretched(candidates, vector), _stretched(candidates, lexical)
    if not vector:
        return by_lexical
    return {c: weight * by_vector[c] + (1 - weight) * by_lexical[c] for c in candidates}


def _stretched(candidates: Sequence[ChunkId], scores: Mapping[ChunkId, float]) -> dict[ChunkId, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if high <= low:
        return {c: 1.0 if scores.get(c, 0.0) > 0 else 0.0 for c in candidates}
    return {c: (scores.get(c, low) - low) / (high - low) for c in candidates}
