"""Picks what answers: the best unit, what belongs to it, and what adds a fact that is still missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.answerable import confidence_of
from agent.reasoning.embedded.picking.guards import fits
from agent.reasoning.embedded.picking.judging import SURE, Judge
from agent.reasoning.embedded.picking.measuring import lacks_quantity, measured_first
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.rivals import named_first, rival_rows
from agent.reasoning.embedded.picking.scoring import Scored, score_units
from agent.reasoning.embedded.words.answer_types import SHAPED, AnswerType, holds
from domain.alignment import Aligner
from domain.evidence import Passage
from domain.intents import Language

LONGEST = 180
"""Characters of a reply's quoted part by default; a list of steps may be longer."""
LONGEST_STEPS = 700
ADDS = 0.62
"""A further unit has to score at least this share of the best."""
NEARLY = 0.8
"""Share of the best unit's score from which one of the asked kind is preferred to it."""
SAYS_AS_MUCH = 0.9
"""Of what the best one says of the question."""
GAIN = 0.25
"""And to cover this much weight of terms that nothing picked covers."""
UNLIKELY = 0.005
"""Chance below which a Chinese question's words are in a unit by accident: 长期 for 几天."""
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
    peers: tuple[Unit, ...] = ()
    """All rows of the evidence: a row is told by what sets it apart from them."""


def pick(question: Question, passages: Sequence[Passage], aligner: Aligner | None = None) -> Pick:
    """The units that answer the question, possibly none.

    Args:
        question: One question.
        passages: As retrieved, best first.
        aligner: Lets the trained models judge; without one the rules alone do.
    """
    everything = [unit for passage in passages for unit in split_passage(passage)]
    judge = Judge(question, _scored(question, passages, everything), aligner)
    ranked, measured = measured_first(question, shaped_first(question, named_first(question, judge.ranked)))
    if not ranked:
        return Pick(question, (), (), 0.0)
    chosen = [ranked[0], *_further(question, ranked)]
    chosen += _holder_beside(question, chosen, ranked)
    units = _with_belongings(question, chosen, everything, ranked)
    rivals = rival_rows(question, ranked)
    confidence = judge.confidence(confidence_of(question, chosen))
    if measured:
        confidence = max(confidence, SURE)
    rows = tuple(unit for unit in everything if unit.kind == "row")
    return Pick(question, tuple(chosen), units, confidence, rivals, rows)


def scored_units(question: Question, passages: Sequence[Passage]) -> list[Scored]:
    """The units of the passages that may answer, best first by rules alone."""
    return _scored(question, passages, [unit for passage in passages for unit in split_passage(passage)])


def _scored(question: Question, passages: Sequence[Passage], units: Sequence[Unit]) -> list[Scored]:
    names = {name for passage in passages for name in passage.products}
    return score_units(question, [u for u in units if fits(question, u, names) and not lacks_quantity(question, u)])


def shaped_first(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """The same order, but where the best one holds no answer of the asked kind, the next best that does comes first."""
    if not ranked or question.main_type not in SHAPED or question.gives(ranked[0].unit.text):
        return list(ranked)
    said = _spoken_of(question, ranked[0])
    near = (
        item
        for item in ranked[1:]
        if item.score >= NEARLY * ranked[0].score and _spoken_of(question, item) >= SAYS_AS_MUCH * said
    )
    shaped = next((item for item in near if question.gives(item.unit.text)), None)
    return [shaped, *(item for item in ranked if item is not shaped)] if shaped else list(ranked)


def _spoken_of(question: Question, item: Scored) -> float:
    return sum(question.weight(term) * value for term, value in zip(question.terms, item.wide, strict=True))


def _further(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Units of any passage that cover terms the best one leaves open."""
    best = ranked[0]
    covered = list(best.wide)
    found: list[Scored] = []
    for item in ranked[1:12]:
        if item.score < ADDS * best.score or len(found) == 2 or (item.unit.kind == "row" and best.unit.kind != "row"):
            continue
        if item.chance < UNLIKELY and question.language is not Language.ENGLISH:
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


def _holder_beside(question: Question, chosen: Sequence[Scored], ranked: Sequence[Scored]) -> list[Scored]:
    """The sentence just before or after the best one that holds the time or amount asked for, which those don't."""
    kind, best = question.main_type, chosen[0].unit
    if kind not in SHAPED or best.kind != "sentence" or any(holds(kind, item.unit.text) for item in chosen):
        return []
    beside = [
        item
        for item in ranked
        if item.unit.passage is best.passage
        and item.unit.kind == "sentence"
        and abs(item.unit.position - best.position) == 1
        and holds(kind, item.unit.text)
    ]
    return beside[:1]


def _same_matter(question: Question, best: Scored, item: Scored) -> bool:
    """Whether a unit from elsewhere speaks of what the best one speaks of; 中雨 doesn't complete 杭州仓."""
    a, b = best.unit.passage, item.unit.passage
    kind = question.main_type
    shaped = kind in SHAPED and not holds(kind, best.unit.text) and holds(kind, item.unit.text)
    if a.document_id == b.document_id and (shaped or (a.section == b.section and b.kind != "table_row")):
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
    units = _with_steps(question, units, everything)
    length = sum(len(unit.text) for unit in units)
    # What doesn't fit (another thing's rule in the same list) doesn't belong either.
    inside = [u for u in everything if u.passage is best.unit.passage and u not in units and u.key in scores]
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
    units = _with_steps(question, units, everything)
    return tuple(sorted(units, key=lambda unit: (order.get(unit.passage.evidence_id, 9), unit.position)))


def _with_steps(question: Question, units: Sequence[Unit], everything: Sequence[Unit]) -> list[Unit]:
    """Of a procedure that is asked for every step is told, never one or two."""
    found = list(units)
    if AnswerType.STEPS in question.types:
        blocks = {(unit.passage.evidence_id, unit.block) for unit in units if unit.kind == "step"}
        if not blocks and question.main_type is AnswerType.STEPS:
            beside = (u for u in everything if units and u.kind == "step" and u.passage is units[0].passage)
            blocks = {(u.passage.evidence_id, u.block) for u in beside}
        mates = [u for u in everything if u.kind == "step" and (u.passage.evidence_id, u.block) in blocks]
        if sum(len(mate.text) for mate in mates) <= LONGEST_STEPS:
            found += [mate for mate in mates if mate not in found]
    return found


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
