"""What the models see. Nothing here names a word of any trade."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from agent.reasoning.answers.question_terms import Piece, covered, pieces_of, rarity
from agent.reasoning.embedded.words.answer_types import AnswerType, answer_types, holds
from domain.evidence import Passage
from domain.text.normal import normal_form

SENTENCE_FEATURES = (
    "own", "own_to_best", "wide", "heading", "vector", "vector_to_best", "fused", "lexical", "holds_type", "lacks_type",
    "polar", "length", "faq",
)  # fmt: skip
ANSWER_FEATURES = (
    "best", "second", "own", "wide", "missing", "vector", "vector_lead", "lexical", "holds_type", "lacks_type", "faq",
)  # fmt: skip


class Candidate(NamedTuple):
    """A sentence that may answer, and the passage it stands in."""

    sentence: str
    passage: Passage


class Reading(NamedTuple):
    """A question over its candidates, made once for both models."""

    sentences: list[tuple[float, ...]]
    """Rows of ``SENTENCE_FEATURES``."""
    own: list[tuple[float, ...]]
    wide: list[tuple[float, ...]]
    weights: tuple[float, ...]


def read(
    question: str, candidates: Sequence[Candidate], synonyms: Mapping[str, Sequence[str]] | None = None
) -> Reading:
    """Features of all candidates of one question."""
    pieces = pieces_of(question, synonyms)
    texts = [normal_form(c.sentence) for c in candidates]
    own = [covered(pieces, text) for text in texts]
    weights = rarity(pieces, texts)
    heads = [covered(pieces, normal_form(f"{c.passage.section} {c.passage.question or ''}")) for c in candidates]
    bodies = [covered(pieces, normal_form(c.passage.text)) for c in candidates]
    wide = [tuple(map(max, zip(*rows, strict=True))) for rows in zip(own, heads, bodies, strict=True)]
    best_own = max((share(row, weights) for row in own), default=0.0)
    best_vector = max((c.passage.vector_score for c in candidates), default=0.0)
    rows: list[tuple[float, ...]] = []
    for candidate, text, mine, head, all_of_it in zip(candidates, texts, own, heads, wide, strict=True):
        passage = candidate.passage
        rows.append((
            share(mine, weights),
            share(mine, weights) - best_own,
            share(all_of_it, weights),
            share(head, weights),
            (passage.vector_score - 0.85) * 10,
            (passage.vector_score - best_vector) * 10,
            passage.score,
            passage.lexical_score,
            *_type_fit(question, candidate.sentence),
            math.log1p(len(text)) / 4,
            faq_likeness(pieces, weights, question, passage),
        ))  # fmt: skip
    return Reading(rows, own, wide, weights)


def answer_row(
    question: str, candidates: Sequence[Candidate], reading: Reading, chances: Sequence[float]
) -> list[float]:
    """``ANSWER_FEATURES`` of a question, given each candidate's chance to answer it."""
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    best, second = order[0], order[1] if len(order) > 1 else order[0]
    missing = [w for w, value in zip(reading.weights, reading.wide[best], strict=True) if value < 0.4]
    vectors = sorted({c.passage.vector_score for c in candidates}, reverse=True)
    holds_type, lacks_type, _ = _type_fit(question, candidates[best].sentence)
    return [
        chances[best],
        chances[second],
        share(reading.own[best], reading.weights),
        share(reading.wide[best], reading.weights),
        max(missing, default=0.0) / max(max(reading.weights, default=1.0), 1e-6),
        (vectors[0] - 0.85) * 10,
        (vectors[0] - sum(vectors) / len(vectors)) * 10,
        max(c.passage.lexical_score for c in candidates),
        holds_type,
        lacks_type,
        reading.sentences[best][-1],
    ]


def share(values: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted mean, 0 without weights."""
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0


def faq_likeness(pieces: Sequence[Piece], weights: Sequence[float], question: str, passage: Passage) -> float:
    """0-1: how much the passage's FAQ question asks the same, both ways."""
    mine, best = normal_form(question), 0.0
    for other in filter(None, (passage.question, *passage.similar_questions)):
        theirs = pieces_of(other)
        forth = share(covered(pieces, normal_form(other)), weights)
        back = share(covered(theirs, mine), [1.0] * len(theirs))
        best = max(best, 2 * forth * back / (forth + back) if forth + back else 0.0)
    return best


def _type_fit(question: str, sentence: str) -> tuple[float, float, float]:
    """Whether it holds the kind of answer asked for, lacks it, and whether yes or no is asked and said."""
    kinds = answer_types(question)
    main = next((kind for kind in kinds if kind is not AnswerType.POLAR), None)
    fits = main is not None and holds(main, sentence)
    polar = AnswerType.POLAR in kinds and holds(AnswerType.POLAR, sentence)
    return float(fits), float(main is not None and not fits), float(polar)
