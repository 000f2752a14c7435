"""Whether the evidence really covers what is asked: in-domain neighbours are not answers."""

from collections.abc import Sequence

from agent.reasoning.embedded.picking.figures import counted
from agent.reasoning.embedded.picking.limits import within_limits
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import OPEN, Scored, passage_score, weighted
from agent.reasoning.embedded.words.answer_types import SHAPED
from agent.reasoning.embedded.words.lexicon import lexicon
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
SHAPELESS = 0.3
"""What evidence is worth that holds no answer of the kind asked for, or none in the asked unit."""
NEIGHBOUR = 0.4
"""What evidence is worth that leaves the asked thing open, however near it lies."""
LIMIT = 0.8
"""What it weighs, beside the terms, that the customer's figure keeps a limit in the evidence."""
FOREIGN = 0.15
"""Coverage below which a text has nothing like the term."""
ASKED = 0.5
"""Terms of at least this weight say what is asked, lighter ones how."""
TOLD = 0.6
"""Terms of at least this weight have to be spoken of by whatever answers, where the thing alone is met."""
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
    if kind in SHAPED and not any(question.gives(item.unit.text) for item in picked):
        return SHAPELESS
    covered = coverage_of(question, picked)
    # A hint (one character of two) makes no case.
    known = [value if value >= OPEN else HINT * value for value in covered]
    weights = [question.weight(term) for term in question.terms]
    if any(within_limits(figure, best.unit.text) for figure in question.counts):
        known, weights = [*known, 1.0], [*weights, LIMIT]
    share = weighted(known, weights)
    confidence = min(1.0, max(0.0, share + NEAR * (near - 0.5) * 2))
    if _focus_missing(question, covered):
        confidence = min(confidence, SHAPELESS)
    elif _topic_only(question, covered) or _other_size(question, picked):
        confidence = min(confidence, NEIGHBOUR)
    return max(confidence, SAME_CODE) if _codes_met(question, picked) else confidence


def _focus_missing(question: Question, covered: Sequence[float]) -> bool:
    """Whether the evidence says nothing of the very thing that is asked for."""
    return any(
        value < OPEN and question.focus(term.text) and term.weight > LIGHT
        for term, value in zip(question.terms, covered, strict=True)
    )


def _other_size(question: Question, picked: Sequence[Scored]) -> bool:
    """Whether one of a certain size is sought, and the evidence names no such size: 有没有12寸的."""
    if not question.seeks_one or not question.counts:
        return False
    said = {figure for item in picked for figure in counted(item.unit.text)}
    return not all(
        figure in said or any(within_limits(figure, item.unit.text) for item in picked) for figure in question.counts
    )


def _topic_only(question: Question, covered: Sequence[float]) -> bool:
    """Whether only the thing is met that the question names first, and nothing of what it asks about the thing."""
    said = [(term, value) for term, value in zip(question.terms, covered, strict=True) if term.weight >= ASKED]
    if len(said) < 2 or said[0][1] < OPEN or any(value >= FOREIGN for _, value in said[1:]):
        return False
    # A word of everyday language that the evidence has nothing like; names and rare words may only be spelt otherwise.
    return any(term.weight >= TOLD and len(term.text) > 1 and term.text in lexicon() for term, _ in said[1:])


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
