"""A turn's questions, each with what answers it."""

import dataclasses

from agent.reasoning.embedded.picking.picking import Pick, pick
from agent.reasoning.embedded.picking.question import Question, read_question
from agent.reasoning.embedded.words.clauses import OWN_TERMS, parts_of
from agent.reasoning.embedded.words.terms import LIGHT
from domain.alignment import Aligner
from domain.reasoner import CompositionRequest


def picks_of(request: CompositionRequest, aligner: Aligner | None) -> tuple[Pick, ...]:
    """One for each question that the message asks."""
    whole = read_question(request)
    parts = parts_of(whole.text)
    if len(parts) == 1:
        return (pick(whole, request.passages, aligner),)
    questions: list[Question] = []
    for n, part in enumerate(parts):
        before = "，".join(parts[:n])
        question = read_question(request, part, before)
        if before and sum(term.weight > LIGHT for term in question.terms) < OWN_TERMS:
            # 最晚多久, 水温多少: what it is about was said before.
            question = dataclasses.replace(read_question(request, f"{before}，{part}"), types=question.types)
        questions.append(question)
    return tuple(pick(question, request.passages, aligner) for question in questions)


def is_bare(request: CompositionRequest) -> bool:
    """Whether the question names nothing by which one answer could be told from another (要多久, 坏了)."""
    question = read_question(request)
    named = question.products or question.codes or question.figures or question.regions
    return not named and all(term.weight <= LIGHT for term in question.terms)
