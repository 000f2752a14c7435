"""A question as picking reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reasoning.embedded.picking.figures import Figure, counted, figures
from agent.reasoning.embedded.words.answer_types import AnswerType, answer_types, holds
from agent.reasoning.embedded.words.asked_units import asked_unit
from agent.reasoning.embedded.words.handles import handle
from agent.reasoning.embedded.words.lexicon import lexicon
from agent.reasoning.embedded.words.mending import mended
from agent.reasoning.embedded.words.quantities import asked_quantity
from agent.reasoning.embedded.words.respelling import respelt
from agent.reasoning.embedded.words.terms import Term, english_terms, key_terms
from domain.evidence import Passage
from domain.intents import Intent, Language
from domain.reasoner import CompositionRequest

POLICY_INTENTS = frozenset(
    {
        Intent.RETURN_NO_REASON,
        Intent.RETURN_QUALITY,
        Intent.EXCHANGE,
        Intent.REFUND_STATUS,
        Intent.CANCEL_ORDER,
        Intent.CHANGE_ADDRESS,
        Intent.ORDER_STATUS,
        Intent.LOGISTICS_TRACK,
        Intent.EXPEDITE,
        Intent.PROMOTION,
        Intent.COUPON,
        Intent.PRICE_PROTECTION,
        Intent.INVOICE,
        Intent.PAYMENT,
        Intent.MEMBERSHIP,
        Intent.COMPLAINT,
        Intent.HUMAN_REQUEST,
    }
)
"""What a shop rules for all its goods: an answer need not name the product."""
NAME_SHARE = 0.3
"""What a product's name weighs beside what is asked about the product."""
_SEEKS = re.compile(r"有没有|有无|(?<![没还只])有(?!效|用|问题|点)[^，。！？?]{1,12}[吗么嘛]")
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[：:]")
_MODEL = re.compile(r"[A-Za-z]\d|[\u4e00-\u9fff][A-Za-z\d]{2,}$")
"""Goods can be told by a model number in their name."""


@dataclass(frozen=True)
class Question:
    """One question with what it asks for."""

    text: str
    terms: tuple[Term, ...]
    types: tuple[AnswerType, ...]
    products: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    figures: tuple[float, ...] = ()
    counts: tuple[Figure, ...] = ()
    intent: Intent = Intent.OTHER
    language: Language = Language.CHINESE
    at_large: bool = False
    """It names no thing itself: a rule that names none may answer as well."""

    @property
    def polar(self) -> bool:
        """Whether yes or no answers it."""
        return AnswerType.POLAR in self.types

    @property
    def seeks_one(self) -> bool:
        """Whether it asks if there is such a thing: 有没有12寸的."""
        return _SEEKS.search(self.text) is not None

    @property
    def main_type(self) -> AnswerType | None:
        """The kind of answer besides yes or no."""
        return next((kind for kind in self.types if kind is not AnswerType.POLAR), None)

    @property
    def handles(self) -> tuple[str, ...]:
        """How the customer calls the products: the longest stretch of each name that stands in the question."""
        return tuple(dict.fromkeys(_shared(product, self.text) for product in self.products))

    def names(self, word: str) -> bool:
        """Whether the word is part of the product's name: that the evidence is about the product answers nothing."""
        return any(word.lower() in name.lower() for name in (*self.products, *self.handles))

    def focus(self, word: str) -> bool:
        """Whether the question asks which or what such a thing it is, or if there is any: 哪个厂家, 有没有明胶."""
        before, after = "哪(?:个|家|种|款|些)?|什么|啥|有没有|有无|含不含|带不带", "有吗|有没有"
        return re.search(rf"(?:{before}){re.escape(word)}|{re.escape(word)}(?:{after})", self.text) is not None

    def gives(self, text: str) -> bool:
        """Whether the text holds an answer of the asked kind, in the asked unit."""
        kind, unit, quantity = self.main_type, asked_unit(self.text), asked_quantity(self.text)
        label = _LABEL.match(text)
        asked_for = label is not None and label[1] in self.text
        if kind is AnswerType.MEASURE and quantity is not None and quantity.unit is not None and not asked_for:
            unit = unit or quantity.unit
        return (kind is None or holds(kind, text)) and (unit is None or unit.search(text) is not None)

    def weight(self, term: Term) -> float:
        """How much an answer has to speak of the term."""
        return term.weight * (NAME_SHARE if self.names(term.text) else 1.0)

    @property
    def about_policy(self) -> bool:
        """Whether the shop's general rules may answer it."""
        return self.intent in POLICY_INTENTS


def read_question(request: CompositionRequest, text: str | None = None, before: str = "") -> Question:
    """The turn's standalone question, or one of its parts, as picking reads it.

    Args:
        request: The turn.
        text: One part of several.
        before: What was said before that part: products named there are still meant.
    """
    analysis = request.analysis
    entities = analysis.entities
    english = analysis.language is Language.ENGLISH
    names = {*entities.products, *_names(request.passages)}
    question = text or whole_question(request)
    if not english:
        question = respelt(question, _said(request.passages), names)
    products = _goods(entities.products, request.passages, whole_question(request))
    return Question(
        text=question,
        terms=english_terms(question, names, entities.regions)
        if english
        else key_terms(question, names, request.shop.synonyms),
        types=answer_types(question),
        products=_meant(products, question, before) if text else products,
        regions=entities.regions,
        codes=entities.codes,
        figures=figures(_without(question, products)),
        counts=counted(_without(question, products)),
        intent=analysis.intent,
        language=analysis.language,
    )


def _said(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        yield from (passage.section, passage.question or "", passage.text)


def whole_question(request: CompositionRequest) -> str:
    """The turn's standalone question, spelled as the customer meant it."""
    analysis = request.analysis
    if not analysis.question:
        return request.text
    return mended(request.text, analysis.question, {*analysis.entities.products, *_names(request.passages)})


def _goods(found: tuple[str, ...], passages: tuple[Passage, ...], text: str) -> tuple[str, ...]:
    """Of the terms found in the question those that name goods: other headings and columns are ordinary words."""
    goods = [name.lower() for name in _names(passages)]

    def ordinary(term: str) -> bool:
        # Only a part of a heading may have been said: 镜片 doesn't mean 儿童镜片.
        said = _shared(term, text).lower()
        return any(word in lexicon() or any(word in p.text.lower() for p in passages) for word in (term, said))

    return tuple(
        term
        for term in found
        if _MODEL.search(term)
        or any(term.lower() in name or name in term.lower() for name in goods)
        or not ordinary(term.lower())
    )


def _without(text: str, products: tuple[str, ...]) -> str:
    """The text less the products' names, whose digits are no figures of the customer's."""
    for product in products:
        text = text.replace(_shared(product, text), " ")
    return text


def _meant(products: tuple[str, ...], part: str, before: str) -> tuple[str, ...]:
    named = tuple(p for p in products if _shared(p, part).lower() in part.lower())
    return named or tuple(p for p in products if _shared(p, before).lower() in before.lower())


def _shared(name: str, text: str) -> str:
    """How the text calls it; the name itself where it doesn't."""
    return handle(name, text) or name


def _names(passages: tuple[Passage, ...]) -> set[str]:
    return {name for passage in passages for name in passage.products}
