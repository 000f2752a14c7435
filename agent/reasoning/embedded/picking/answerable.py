"""Whether the evidence really covers what is asked: in-domain neighbours are not answers."""

from collections.abc import Sequence

from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import OPEN, Scored, passage_score, weighted
from agent.reasoning.embedded.words.answer_types import SHAPED, holds
from agent.reasoning.embedded.words.matching import coverage, fold
from agent.reasoning.embedded.words.terms import LIGHT, Term
from domain.intents import Intent

ENOUGH = 0.53
"""Share of the question's weighted terms that the evidence has to cover."""
NEAR = 0.2
"""How much less will do when the passage is as near as vectors tell."""
SAME_QUESTION = 0.72
"""A FAQ question that matches this well is the question."""
SAME_CODE = 0.75
"""What the asked fault code's own entry is worth, however the fault is spoken of."""
HINT = 0.7
"""What coverage below ``OPEN`` counts."""
NEIGHBOUR = 0.45
"""What evidence is worth that leaves the asked thing open, however near it lies."""
CORE = 0.7
"""Terms of at least this weight are what the question is about."""


def coverage_of(question: Question, picked: Sequence[Scored]) -> tuple[float, ...]:
    """For each term, the best coverage among the picked units and their scope."""
    if not picked:
        return tuple(0.0 for _ in question.terms)
    return tuple(max(values) for values in zip(*(item.wide for item in picked), strict=True))


def confidence_of(question: Question, picked: Sequence[Scored]) -> float:
    """0-1: how sure it is that the picked units answer; ``ENOUGH`` and up does."""
    if not picked:
        return 0.0
    best = picked[0]
    if best.faq >= SAME_QUESTION:
        return max(best.faq, ENOUGH)
    near = passage_score(best.unit)
    if not question.terms:
        return 0.9 * near
    kind = question.main_type
    if kind in SHAPED and not any(holds(kind, item.unit.text) for item in picked):
        return 0.3
    covered = coverage_of(question, picked)
    # A hint (one character of two) makes no case.
    known = [value if value >= OPEN else HINT * value for value in covered]
    share = weighted(known, [question.weight(term) for term in question.terms])
    confidence = min(1.0, max(0.0, share + NEAR * (near - 0.5) * 2))
    if _focus_missing(question, covered):
        confidence = min(confidence, NEIGHBOUR)
    return max(confidence, SAME_CODE) if _codes_met(question, picked) else confidence


def _focus_missing(question: Question, covered: Sequence[float]) -> bool:
    """Whether the evidence says nothing of the very thing that is asked for."""
    return any(
        value < OPEN and question.focus(term.text) and term.weight > LIGHT
        for term, value in zip(question.terms, covered, strict=True)
    )


def _codes_met(question: Question, picked: Sequence[Scored]) -> bool:
    """Whether a fault code is asked for and its own row or sentence is picked."""
    asked = [Term(code, 1.0, (code,), strict=True) for code in question.codes if code in question.text]
    if question.intent is not Intent.FAULT_CODE or not asked:
        return False
    return all(any(coverage(code, fold(item.unit.text)) for item in picked) for code in asked)


def missing_terms(question: Question, picked: Sequence[Scored]) -> tuple[str, ...]:
    """The core terms that nothing picked speaks of."""
    covered = coverage_of(question, picked)
    return tuple(
        term.text for term, value in zip(question.terms, covered, strict=True) if value < OPEN and term.weight >= CORE
    )
