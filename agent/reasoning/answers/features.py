"""What the models see. Nothing here names a word of any trade."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from agent.reasoning.answers.question_terms import Piece, covered, pieces_of, rarity
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.answerable import confidence_of
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import OPEN, Scored
from agent.reasoning.embedded.words.answer_types import SHAPED, AnswerType, holds
from agent.reasoning.embedded.words.asked_units import asked_unit
from agent.reasoning.embedded.words.terms import LIGHT
from domain.alignment import Alignment
from domain.evidence import Passage
from domain.text.normal import normal_form

SENTENCE_FEATURES = (
    "own", "own_to_best", "wide", "heading", "vector", "vector_to_best", "fused", "lexical", "holds_type", "lacks_type",
    "polar", "length", "faq", "rule", "rule_to_best", "said", "said_to_best", "said_here", "said_here_to_best",
    "unsaid", "back", "back_to_best", "reading", "reading_to_best",
)  # fmt: skip
ANSWER_FEATURES = (
    "best", "second", "own", "wide", "missing", "vector", "vector_lead", "lexical", "holds_type", "lacks_type", "faq",
    "rule", "open", "focus", "said", "said_here", "unsaid", "back", "said_lead", "unsaid_term", "open_unsaid",
    "reading", "reading_lead", "no_kind", "lacks_shape", "lacks_unit", "polar", "row", "of_faq", "asked_length",
)  # fmt: skip
CANDIDATES = 16
"""Sentences that are judged; those below never were the answer on the corpus."""
_FLOOR, _SCALE = 0.85, 10.0
"""Cosines of multilingual-e5-small lie between .8 and .95; spread out, the weights stay readable."""

_FAR = 6.0
"""Log odds of the reader beyond which it is only surer, not righter."""


class Reading(NamedTuple):
    """A question over its candidates, made once for both models."""

    sentences: list[tuple[float, ...]]
    """Rows of ``SENTENCE_FEATURES``."""
    own: list[tuple[float, ...]]
    wide: list[tuple[float, ...]]
    weights: tuple[float, ...]


def read(question: Question, scored: Sequence[Scored], aligned: Sequence[Alignment]) -> Reading:
    """Features of all candidates of one question, each with its alignment."""
    pieces = pieces_of(question.text)
    passages = [item.unit.passage for item in scored]
    texts = [_form(item.unit.text) for item in scored]
    own = [covered(pieces, text) for text in texts]
    weights = rarity(pieces, own)
    # Several candidates are of one passage.
    different = {passage.evidence_id: passage for passage in passages}
    head_of = {i: covered(pieces, _form(f"{p.section} {p.question or ''}")) for i, p in different.items()}
    body_of = {i: covered(pieces, _form(p.text)) for i, p in different.items()}
    faq_of = {i: faq_likeness(pieces, weights, question.text, p) for i, p in different.items()}
    heads = [head_of[p.evidence_id] for p in passages]
    bodies = [body_of[p.evidence_id] for p in passages]
    wide = [tuple(map(max, zip(*rows, strict=True))) for rows in zip(own, heads, bodies, strict=True)]
    mine = [share(row, weights) for row in own]
    rows = [
        (
            mine[n],
            mine[n] - max(mine),
            share(wide[n], weights),
            share(heads[n], weights),
            _spread(passages[n].vector_score),
            (passages[n].vector_score - max(p.vector_score for p in passages)) * _SCALE,
            passages[n].score,
            passages[n].lexical_score,
            *_type_fit(question, item.unit.text),
            math.log1p(len(texts[n])) / 4,
            faq_of[passages[n].evidence_id],
            item.score,
            item.score - max(other.score for other in scored),
            *_alignment(aligned, n),
        )
        for n, item in enumerate(scored)
    ]
    return Reading(rows, own, wide, weights)


def answer_row(
    question: Question,
    scored: Sequence[Scored],
    aligned: Sequence[Alignment],
    reading: Reading,
    chances: Sequence[float],
) -> list[float]:
    """``ANSWER_FEATURES`` of a question, given each candidate's chance to answer it."""
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    best, second = order[0], order[1] if len(order) > 1 else order[0]
    missing = [w for w, value in zip(reading.weights, reading.wide[best], strict=True) if value < OPEN]
    vectors = sorted({item.unit.passage.vector_score for item in scored}, reverse=True)
    holds_type, lacks_type, _ = _type_fit(question, scored[best].unit.text)
    near = aligned[best]
    return [
        chances[best],
        chances[second],
        share(reading.own[best], reading.weights),
        share(reading.wide[best], reading.weights),
        max(missing, default=0.0) / max(max(reading.weights, default=1.0), 1e-6),
        _spread(vectors[0]),
        (vectors[0] - sum(vectors) / len(vectors)) * _SCALE,
        max(item.unit.passage.lexical_score for item in scored),
        holds_type,
        lacks_type,
        reading.sentences[best][SENTENCE_FEATURES.index("faq")],
        confidence_of(question, [scored[best]]),
        *_open(question, scored[best]),
        _spread(near.wide),
        _spread(near.own),
        _spread(near.low),
        _spread(near.back),
        (near.wide - sum(a.wide for a in aligned) / len(aligned)) * _SCALE,
        *_unsaid(question, scored[best], near),
        bounded(near.reading),
        bounded(near.reading) - max((bounded(a.reading) for n, a in enumerate(aligned) if n != best), default=-_FAR),
        *_kinds(question, scored[best].unit),
    ]


def bounded(log_odds: float) -> float:
    """Held within the reader's useful range, -6 to 6."""
    return max(-_FAR, min(_FAR, log_odds))


def share(values: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted mean, 0 without weights."""
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0


def faq_likeness(pieces: Sequence[Piece], weights: Sequence[float], question: str, passage: Passage) -> float:
    """0-1: how much the passage's FAQ question asks the same, both ways."""
    mine, best = normal_form(question), 0.0
    for other in filter(None, (passage.question, *passage.similar_questions)):
        theirs = pieces_of(other)
        forth = share(covered(pieces, _form(other)), weights)
        back = share(covered(theirs, mine), [1.0] * len(theirs))
        best = max(best, 2 * forth * back / (forth + back) if forth + back else 0.0)
    return best


@lru_cache(maxsize=4096)
def _form(text: str) -> str:
    """The normal form of a text of the evidence; kept, because passages return."""
    return normal_form(text)


def _spread(cosine: float) -> float:
    return (cosine - _FLOOR) * _SCALE


def _alignment(aligned: Sequence[Alignment], n: int) -> tuple[float, ...]:
    mine = aligned[n]
    return (
        _spread(mine.wide),
        (mine.wide - max(a.wide for a in aligned)) * _SCALE,
        _spread(mine.own),
        (mine.own - max(a.own for a in aligned)) * _SCALE,
        _spread(mine.low),
        _spread(mine.back),
        (mine.back - max(a.back for a in aligned)) * _SCALE,
        bounded(mine.reading),
        bounded(mine.reading) - max(bounded(a.reading) for a in aligned),
    )


def _kinds(question: Question, unit: Unit) -> tuple[float, ...]:
    """What is asked for and what answers, by their kinds: each kind is right to another share."""
    unit_asked = asked_unit(question.text)
    return (
        float(question.main_type is None),
        float(question.main_type in SHAPED and not question.gives(unit.text)),
        float(unit_asked is not None and not unit_asked.search(unit.text)),
        float(question.polar),
        float(unit.kind == "row"),
        float(bool(unit.passage.question)),
        len(question.text) / 20,
    )


def _open(question: Question, best: Scored) -> tuple[float, float]:
    """The heaviest term that the evidence leaves open, and whether that is the very thing asked for."""
    left = [term for term, value in zip(question.terms, best.wide, strict=True) if value < OPEN]
    focus = any(question.focus(term.text) and term.weight > LIGHT for term in left)
    return max((question.weight(term) for term in left), default=0.0), float(focus)


def _unsaid(question: Question, best: Scored, near: Alignment) -> tuple[float, float]:
    """How far the least said content word is said, of all and of those that no word of the evidence covers."""
    found: list[float] = []
    open_ones: list[float] = []
    for term, value in zip(question.terms, best.wide, strict=True):
        start = question.text.lower().find(term.text.lower())
        if term.weight <= LIGHT or start < 0 or question.names(term.text):
            continue
        likest = near.of(start, start + len(term.text))
        found.append(likest)
        if value < OPEN:
            open_ones.append(likest)
    return _spread(min(found, default=1.0)), _spread(min(open_ones, default=1.0))


def _type_fit(question: Question, sentence: str) -> tuple[float, float, float]:
    """Whether it holds the kind of answer asked for, lacks it, and whether yes or no is asked and said."""
    main = question.main_type
    fits = main is not None and holds(main, sentence)
    polar = question.polar and holds(AnswerType.POLAR, sentence)
    return float(fits), float(main is not None and not fits), float(polar)
