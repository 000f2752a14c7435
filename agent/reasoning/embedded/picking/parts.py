"""A turn's questions, each with what answers it."""

import dataclasses

from agent.reasoning.embedded.picking.answerable import ENOUGH
from agent.reasoning.embedded.picking.picking import Pick, pick
from agent.reasoning.embedded.picking.question import Question, read_question
from agent.reasoning.embedded.words.clauses import OWN_TERMS, parts_of
from agent.reasoning.embedded.words.joined import of_each, without_ask
from agent.reasoning.embedded.words.terms import LIGHT
from domain.alignment import Aligner
from domain.reasoner import CompositionRequest


def picks_of(request: CompositionRequest, aligner: Aligner | None) -> tuple[Pick, ...]:
    """One for each question that the message asks."""
    whole = read_question(request)
    parts = parts_of(whole.text)
    if len(parts) == 1:
        return _of_each(request, whole, pick(whole, request.passages, aligner), aligner)
    questions: list[Question] = []
    for n, part in enumerate(parts):
        before = "，".join(parts[:n])
        question = read_question(request, part, before)
        if before and sum(term.weight > LIGHT for term in question.terms) < OWN_TERMS:
            # 最晚多久, 水温多少: what it is about was said before.
            about = "，".join(map(without_ask, parts[:n]))
            question = dataclasses.replace(read_question(request, f"{about}，{part}"), types=question.types)
        questions.append(question)
    return tuple(pick(question, request.passages, aligner) for question in questions)


def _of_each(request: CompositionRequest, whole: Question, found: Pick, aligner: Aligner | None) -> tuple[Pick, ...]:
    """Where one thing is asked of two, a pick for each, unless the same unit tells of both."""
    if (apart := of_each(whole.text)) is None:
        return (found,)
    each = [pick(read_question(request, one), request.passages, aligner) for one in apart]
    told = [p for p in each if p.confidence >= ENOUGH]
    same = len({p.scored[0].unit.key for p in told}) < len(each)
    return (found,) if same else tuple(each)


def is_bare(request: CompositionRequest) -> bool:
    """Whether the question names nothing by which one answer could be told from another (要多久, 坏了)."""
    question = read_question(request)
    named = question.products or question.codes or question.figures or question.regions
    return not named and all(term.weight <= LIGHT for term in question.terms)
