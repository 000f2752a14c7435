"""How well each unit answers: word coverage, the passage's own scores, the kind of answer."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.figures import figures_met
from agent.reasoning.embedded.picking.limits import figures_said
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.region_groups import OUTSIDE_MAINLAND, names_for
from agent.reasoning.embedded.words.answer_types import DIMENSIONS, TYPE_WORDS, AnswerType, holds
from agent.reasoning.embedded.words.matching import SYNONYM, coverage, fold, words_of
from agent.reasoning.embedded.words.terms import Term, key_terms
from domain.intents import Intent
from domain.text.terms import HAN

SCOPE = 0.85
"""A term named in the heading, lead-in or FAQ question counts nearly as much as in the sentence itself."""
NEIGHBOUR = 0.55
"""A term named elsewhere in the passage."""
WEIGHTS = {
    "unit": 0.40,
    "all": 0.25,
    "passage": 0.35,
    "faq": 0.25,
    "type": 0.14,
    "figures": 0.25,
    "matter": -0.12,
    "key": 0.1,
}
"""Hand-set; a trained model may replace them."""
OPEN = 0.4
"""Coverage below which a term is missing: one character of two is a hint at best."""
NAME_RANKS = 0.3
"""What a product's name weighs in the order of the units; less still when it is judged whether they answer."""
TYPE_WORD = 0.7
"""What an answer of the asked kind counts for the word that asks for it."""
IN_WORDS = 6
"""Chinese characters from which a cell may tell what to do."""
MATTERS: dict[Intent, re.Pattern[str]] = {
    Intent.RETURN_NO_REASON: re.compile("退"),
    Intent.EXCHANGE: re.compile("换"),
    Intent.CANCEL_ORDER: re.compile("取消|撤|退订"),
    Intent.INVOICE: re.compile("票"),
    Intent.COUPON: re.compile("券"),
    Intent.MEMBERSHIP: re.compile("会员|积分|等级"),
}
"""The words without which a text can hardly speak of what a question of this intent asks in these words."""
_IN_ORDER = re.compile(r"先.{1,40}(?:再|然后|后)|依次|步|打开.{1,30}(?:点|选)|提交")
_REST = re.compile("其[他余它](?:地区|省份?|城市|区域|地方|各地)")
"""Speaks of every region of the mainland that isn't named before it."""
VECTOR_FLOOR, VECTOR_SPAN = 0.80, 0.14
"""Cosines of multilingual-e5-small: unrelated texts lie around .80, the best matches around .94."""


@dataclass(frozen=True)
class Scored:
    """A unit with how well it answers."""

    unit: Unit
    score: float
    own: tuple[float, ...]
    """Coverage of each term of the question by the unit itself."""
    wide: tuple[float, ...]
    """The same by unit, scope and passage."""
    faq: float = 0.0
    """How much the passage's FAQ question is this question, 0-1."""
    chance: float = 1.0
    """That it answers, by the trained model; 1 where that wasn't asked."""


def score_units(question: Question, units: Sequence[Unit]) -> list[Scored]:
    """The units with their scores, best first; ties keep the passages' order."""
    if not units:
        return []
    texts = [fold(unit.text) for unit in units]
    scopes = {unit.key: fold(unit.scope) for unit in units}
    bodies = {unit.passage.evidence_id: fold(unit.passage.text) for unit in units}
    faqs = {unit.passage.evidence_id: faq_match(question, unit) for unit in units}
    own = [
        tuple(_said(question, term, unit, text) for term in question.terms)
        for unit, text in zip(units, texts, strict=True)
    ]
    idf = [
        weight * (NAME_RANKS if question.names(term.text) else 1.0)
        for weight, term in zip(_idf(question.terms, own), question.terms, strict=True)
    ]
    scored = []
    for unit, text, mine in zip(units, texts, own, strict=True):
        wide = tuple(
            max(
                value,
                SCOPE * coverage(term, scopes[unit.key], words_of(unit.scope)),
                NEIGHBOUR * coverage(term, bodies[unit.passage.evidence_id], words_of(unit.passage.text)),
            )
            for term, value in zip(question.terms, mine, strict=True)
        )
        faq = faqs[unit.passage.evidence_id]
        score = (
            WEIGHTS["unit"] * weighted(mine, idf)
            + WEIGHTS["all"] * weighted(wide, idf)
            + WEIGHTS["passage"] * passage_score(unit)
            + WEIGHTS["faq"] * faq
            + WEIGHTS["type"] * _type_match(question, unit, text)
            + WEIGHTS["figures"] * _figures(question, unit)
            + WEIGHTS["matter"] * _other_matter(question, unit)
            + WEIGHTS["key"] * _code_in_key(question, unit)
        )
        scored.append(Scored(unit, score, mine, wide, faq))
    return sorted(scored, key=lambda item: -item.score)


def passage_score(unit: Unit) -> float:
    """0-1: how near the passage is to the question, by its own retrieval scores."""
    passage = unit.passage
    cosine = min(1.0, max(0.0, (passage.vector_score - VECTOR_FLOOR) / VECTOR_SPAN))
    return 0.6 * cosine + 0.4 * min(1.0, max(passage.score, 0.0))


def weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean; 0 without weights."""
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0


def faq_match(question: Question, unit: Unit) -> float:
    """0-1: whether the FAQ question, or one like it, asks the same: covered both ways."""
    passage = unit.passage
    asked = [q for q in (passage.question, *passage.similar_questions) if q]
    mine = fold(question.text)
    best = 0.0
    for other in asked:
        folded = fold(other)
        if folded.strip("？?") == mine.strip("？?"):
            return 1.0
        theirs = key_terms(other, question.products)
        forth = weighted([_sure(t, folded) for t in question.terms], [question.weight(t) for t in question.terms])
        back = weighted([_sure(t, mine) for t in theirs], [question.weight(t) for t in theirs])
        if forth + back:
            best = max(best, 2 * forth * back / (forth + back))
    return best


def _sure(term: Term, folded: str) -> float:
    value = coverage(term, folded)
    return value if value >= OPEN else 0.0


def _idf(terms: Sequence[Term], own: Sequence[Sequence[float]]) -> list[float]:
    count = len(own)
    weights = []
    for index, term in enumerate(terms):
        holders = sum(values[index] > 0.5 for values in own)
        weights.append(term.weight * (0.35 + math.log((count + 1) / (holders + 1)) / math.log(count + 1)))
    return weights


def _said(question: Question, term: Term, unit: Unit, folded: str) -> float:
    """A term's coverage by the unit; a word that only names the kind of answer is met by an answer of that kind."""
    value = coverage(term, folded, words_of(unit.text))
    if term.text in question.regions:
        named = any(name in unit.text for name in names_for(term.text)) or (
            term.text not in OUTSIDE_MAINLAND and _REST.search(unit.text) is not None
        )
        value = max(value, SYNONYM if named else 0.0)
    if question.names(term.text):
        # In the product's own section a sentence needn't repeat the product.
        value = max(value, SCOPE * coverage(term, fold(unit.heading)))
    if value >= TYPE_WORD:
        return value
    kind = question.main_type
    if kind is not None and term.text in TYPE_WORDS.get(kind, ()) and holds(kind, unit.text):
        return TYPE_WORD
    if term.text in DIMENSIONS:
        return TYPE_WORD if DIMENSIONS[term.text].search(unit.text) else value
    return value


def _other_matter(question: Question, unit: Unit) -> float:
    """1 where what is asked about (returning, invoices) is named neither by the unit nor by what it stands under."""
    stems = MATTERS.get(question.intent)
    if stems is None or not stems.search(question.text):
        return 0.0
    return 0.0 if stems.search(f"{unit.text}\n{unit.heading}") else 1.0


def _code_in_key(question: Question, unit: Unit) -> float:
    """1 where a model is asked about and the row is that model's own, not one that only fits it."""
    if unit.kind != "row" or not unit.passage.cells:
        return 0.0
    key = fold(unit.passage.cells[0][1])
    return float(any(coverage(Term(code, 1.0, (code,), strict=True), key) for code in question.codes))


def _figures(question: Question, unit: Unit) -> float:
    if unit.kind == "row":
        return figures_met(question.figures, unit.passage.cells)
    return figures_said(question.figures, question.counts, unit.text)


def _type_match(question: Question, unit: Unit, folded: str) -> float:
    kind = question.main_type
    if kind is None:
        return 0.3 if not question.polar or holds(question.types[0], folded) else 0.0
    if kind is AnswerType.STEPS:
        if unit.kind in ("row", "step"):
            return 1.0 if unit.kind == "step" else 0.0 if _tells_in_words(unit) else -0.6
        return 0.8 if _IN_ORDER.search(unit.text) else 0.3 if holds(kind, unit.text) else -0.6
    return 1.0 if question.gives(unit.text) else -0.6


def _tells_in_words(unit: Unit) -> bool:
    """Whether a row has a cell that can say how something is done, not only names and figures."""
    values = [value for _, value in unit.passage.cells[1:]]
    return any(sum(map(len, HAN.findall(value))) >= IN_WORDS or _IN_ORDER.search(value) for value in values)
