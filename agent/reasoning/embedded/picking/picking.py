"""Picks what answers: the best unit, what belongs to it, and what adds a fact that is still missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.answerable import confidence_of
from agent.reasoning.embedded.picking.guards import fits
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.rivals import named_first, rival_rows
from agent.reasoning.embedded.picking.scoring import Scored, score_units
from agent.reasoning.embedded.picking.second_opinion import with_second_opinion
from agent.reasoning.embedded.words.answer_types import SHAPED, AnswerType, holds
from domain.evidence import Passage

LONGEST = 180
"""Characters of a reply's quoted part by default; a list of steps may be longer."""
LONGEST_STEPS = 700
ADDS = 0.62
"""A further unit has to score at least this share of the best."""
GAIN = 0.25
"""And to cover this much weight of terms that nothing picked covers."""
SHARED = 0.5
"""Coverage from which two units speak of a term."""
PARALLEL = 0.6
"""The next sentence has to cover this share of what the best one covers."""
_DEPENDENT = re.compile(
    r"^(?:但|不过|然而|否则|除|除了|另外|其中|例外|如果|若|如|超过|超出|逾期|此外|同时|也|这|它|"
    r"该|此|其|以上|注意|仅|只|需要?|前提|因此|所以|没有|未|不|过期|届时)"
)
_CONDITION = re.compile(
    r"除外|例外|除.{1,20}外|不支持|不能|不可|不得|仅限|仅|如果|若|须|必须|超过|前提|未|不含|不包括|另|需"
)


@dataclass(frozen=True)
class Pick:
    """What answers one question."""

    question: Question
    scored: tuple[Scored, ...]
    """Best first."""
    units: tuple[Unit, ...]
    """In reading order, the best one's passage first."""
    confidence: float
    rivals: tuple[Unit, ...] = ()
    """Rows that answer as well, when the question doesn't say which thing is meant."""


def pick(question: Question, passages: Sequence[Passage]) -> Pick:
    """The units that answer the question, possibly none.

    Args:
        question: One question.
        passages: As retrieved, best first.
    """
    names = {name for passage in passages for name in passage.products}
    everything = [unit for passage in passages for unit in split_passage(passage)]
    fitting = [unit for unit in everything if fits(question, unit, names)]
    ranked = named_first(question, score_units(question, fitting))
    if not ranked:
        return Pick(question, (), (), 0.0)
    chosen = [ranked[0], *_further(question, ranked)]
    units = _with_belongings(question, chosen, everything, ranked)
    rivals = rival_rows(question, ranked)
    confidence = with_second_opinion(confidence_of(question, chosen), question, everything)
    return Pick(question, tuple(chosen), units, confidence, rivals)


def _further(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Units of any passage that cover terms the best one leaves open."""
    best = ranked[0]
    covered = list(best.wide)
    found: list[Scored] = []
    for item in ranked[1:12]:
        if item.score < ADDS * best.score or len(found) == 2 or (item.unit.kind == "row" and best.unit.kind != "row"):
            continue
        gain = sum(
            term.weight * max(0.0, value - has)
            for term, value, has in zip(question.terms, item.own, covered, strict=True)
        )
        if (
            gain >= GAIN
            and _same_matter(question, best, item)
            and not _repeats(item.unit, [best.unit, *(f.unit for f in found)])
        ):
            found.append(item)
            covered = [max(a, b) for a, b in zip(covered, item.wide, strict=True)]
    return found


def _same_matter(question: Question, best: Scored, item: Scored) -> bool:
    """Whether a unit from elsewhere speaks of what the best one speaks of; 中雨 doesn't complete 杭州仓."""
    a, b = best.unit.passage, item.unit.passage
    if a.document_id == b.document_id:
        return True
    shared = [
        (question.weight(term), value)
        for term, mine, value in zip(question.terms, best.wide, item.wide, strict=True)
        if mine >= SHARED
    ]
    return not shared or max(shared)[1] >= SHARED


def _with_belongings(
    question: Question, chosen: Sequence[Scored], everything: Sequence[Unit], ranked: Sequence[Scored]
) -> tuple[Unit, ...]:
    own = {item.unit.key: item.own for item in ranked}
    scores = {item.unit.key: item.score for item in ranked}
    best = chosen[0]
    units: list[Unit] = []
    for item in chosen:
        for unit in _block(question, item, everything):
            if unit not in units:
                units.append(unit)
    length = sum(len(unit.text) for unit in units)
    inside = [unit for unit in everything if unit.passage is best.unit.passage and unit not in units]
    following = sorted(inside, key=lambda unit: (unit.position < best.unit.position, unit.position))
    limit = LONGEST if best.unit.kind != "step" else LONGEST_STEPS
    for unit in following:
        after = unit.position > best.unit.position and unit.block == best.unit.block
        next_one = unit.position == best.unit.position + 1 and unit.kind == "sentence"
        strong = scores.get(unit.key, 0.0) >= 0.8 * best.score
        parallel = next_one and _parallel(question, best, unit, own)
        wanted = strong or parallel or (next_one and (_DEPENDENT.match(unit.text) or _CONDITION.search(unit.text)))
        wanted = wanted or (after and _CONDITION.search(unit.text) is not None and best.faq > 0.5) or best.faq > 0.72
        if wanted and length + len(unit.text) <= limit:
            units.append(unit)
            length += len(unit.text)
    order = {item.unit.passage.evidence_id: n for n, item in reversed(list(enumerate(chosen)))}
    return tuple(sorted(units, key=lambda unit: (order.get(unit.passage.evidence_id, 9), unit.position)))


def _parallel(question: Question, best: Scored, unit: Unit, own: Mapping[tuple[str, int], tuple[float, ...]]) -> bool:
    """The other half of a rule: the next sentence answers the same question for another case."""
    kind = question.main_type
    if kind not in SHAPED or unit.key not in own or not holds(kind, unit.text):
        return False
    return sum(own[unit.key]) >= PARALLEL * sum(best.own) > 0


def _block(question: Question, item: Scored, everything: Sequence[Unit]) -> list[Unit]:
    """The unit with the rest of its list, when the question wants the list."""
    unit = item.unit
    mates = [other for other in everything if other.passage is unit.passage and other.block == unit.block]
    if unit.kind == "step" and question.main_type in (AnswerType.STEPS, None):
        return mates if sum(len(mate.text) for mate in mates) <= LONGEST_STEPS else [unit]
    if unit.kind == "item" and (question.main_type in (AnswerType.LIST, AnswerType.STEPS)) and _about_list(item):
        return mates if sum(len(mate.text) for mate in mates) <= LONGEST_STEPS else [unit]
    return [unit]


def _about_list(item: Scored) -> bool:
    return sum(item.own) <= sum(item.wide) and bool(item.unit.lead or item.unit.passage.section)


def _repeats(unit: Unit, others: Sequence[Unit]) -> bool:
    return any(unit.text in other.text or other.text in unit.text for other in others)
