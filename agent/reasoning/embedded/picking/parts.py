"""A turn's questions, each with what answers it."""

import dataclasses
import re
from collections.abc import Sequence

from agent.reasoning.embedded.picking.answerable import ENOUGH
from agent.reasoning.embedded.picking.picking import Pick, pick
from agent.reasoning.embedded.picking.question import Question, read_question
from agent.reasoning.embedded.words.clauses import OWN_TERMS, parts_of, with_thing
from agent.reasoning.embedded.words.handles import handle
from agent.reasoning.embedded.words.joined import of_each, without_ask
from agent.reasoning.embedded.words.terms import LIGHT
from domain.alignment import Aligner
from domain.reasoner import CompositionRequest

_MODEL = re.compile("[A-Za-z0-9]")


def picks_of(request: CompositionRequest, aligner: Aligner | None) -> tuple[Pick, ...]:
    """One for each question that the message asks."""
    whole = read_question(request)
    parts = parts_of(whole.text)
    if len(parts) == 1:
        return _of_each(request, whole, _of_the_last(request, whole, aligner), aligner)
    best = (_best(request, whole, parts, n, aligner) for n in range(len(parts)))
    return tuple(one for found in best for one in _of_each(request, found.question, found, aligner))


def _of_the_last(request: CompositionRequest, whole: Question, aligner: Aligner | None) -> Pick:
    """What answers one question: where nothing does and it names no thing, about the thing spoken of before."""
    found = pick(whole, request.passages, aligner)
    if found.confidence >= ENOUGH or len(whole.products) != 1 or handle(whole.products[0], whole.text):
        return found
    about = dataclasses.replace(read_question(request, f"{whole.products[0]}{whole.text}"), types=whole.types)
    again = pick(about, request.passages, aligner)
    return again if again.confidence > found.confidence else found


def _best(request: CompositionRequest, whole: Question, parts: Sequence[str], n: int, aligner: Aligner | None) -> Pick:
    """What answers a part: as it stands or about the thing named before it, whichever is surer."""
    readings = _readings(request, whole, parts, n)
    return max((pick(reading, request.passages, aligner) for reading in readings), key=lambda found: found.confidence)


def _readings(request: CompositionRequest, whole: Question, parts: Sequence[str], n: int) -> list[Question]:
    """A part as a question of its own, about the thing named before it where it names none."""
    part, before = parts[n], "，".join(parts[:n])
    question = read_question(request, part, before)
    own = sum(term.weight > LIGHT for term in question.terms)
    named = with_thing(parts[:n], part, (*whole.handles, *whole.codes))
    model = named != part and _MODEL.search(named[: len(named) - len(part)])
    if before and own < OWN_TERMS and not (model and own):
        # 最晚多久, 水温多少: what it is about was said before.
        about = "，".join(map(without_ask, parts[:n]))
        return [dataclasses.replace(read_question(request, f"{about}，{part}"), types=question.types)]
    carried = dataclasses.replace(read_question(request, named), types=question.types)
    alone = dataclasses.replace(question, at_large=True)
    return [question] if named == part else [carried] if own < OWN_TERMS else [carried, alone]


def _of_each(request: CompositionRequest, asked: Question, found: Pick, aligner: Aligner | None) -> tuple[Pick, ...]:
    """Where one thing is asked of two, a pick for each, unless the same unit tells of both."""
    if (apart := of_each(asked.text)) is None:
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
