"""Evidence about another product, region or code never answers, however alike it reads."""

import re
from collections.abc import Iterable

from agent.reasoning.embedded.passages.splitting import HEADING
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.region_groups import OUTSIDE_MAINLAND, REGION_NAMES, names_for
from agent.reasoning.embedded.words.matching import coverage, fold
from agent.reasoning.embedded.words.terms import Term, forms_of

_SITE = re.compile(r"门店|实体店|有店|分店|专柜|线下|体验店|store\b|shop in")
NAMED = 0.6
"""Coverage from which a text counts as naming a product."""
NAMED_SHORT = 0.36
"""The same for names of up to three characters, where one pair of two is half of it: 夜场 for 夜场票."""


def fits(question: Question, unit: Unit, others: Iterable[str] = ()) -> bool:
    """Whether the unit may speak of what is asked at all.

    Args:
        question: The question.
        unit: A unit of the evidence.
        others: Names of all products in this turn's evidence.
    """
    return _codes_fit(question, unit) and _regions_fit(question, unit) and _product_fits(question, unit, others)


def _codes_fit(question: Question, unit: Unit) -> bool:
    text = fold(f"{unit.text}\n{unit.scope}\n{unit.lead}")
    if unit.kind != "row" and unit.passage.kind != "table_row":
        text += fold(unit.passage.text)
    # A model number names the product, which has its own guard; the code is what is asked about it.
    wanted = [
        Term(code, 1.0, (code,), strict=True)
        for code in question.codes
        if code in question.text and not question.names(code.lower())
    ]
    return not wanted or any(coverage(term, text) for term in wanted)


def _regions_fit(question: Question, unit: Unit) -> bool:
    asked = [region for region in question.regions if region in question.text]
    if not asked:
        return True
    text = f"{unit.text}\n{unit.lead}\n{unit.passage.section}\n{unit.passage.question or ''}"
    for region in asked:
        if any(name in text for name in names_for(region)):
            return True
    if _SITE.search(question.text):
        # A site somewhere else says nothing about one here.
        return False
    if any(name in text for name in REGION_NAMES):
        # It speaks of regions, but of others.
        return "其他" in unit.text or "其余" in unit.text or ("全国" in unit.text and not OUTSIDE_MAINLAND & set(asked))
    return not OUTSIDE_MAINLAND & set(asked)


def _product_fits(question: Question, unit: Unit, others: Iterable[str]) -> bool:
    asked = [product for product in question.products if product in question.text] or list(question.products)
    if not asked:
        return True
    near = fold(f"{unit.text}\n{unit.scope}")
    if any(_names(product, near) for product in (*asked, *question.handles)):
        return True
    rival = [name for name in others if not any(_alike(name, product) for product in asked)]
    if any(fold(name) in near for name in rival):
        return False
    if question.about_policy or question.at_large:
        return True
    if unit.lead and any(_heads(line, asked) for line in unit.passage.text.splitlines()):
        # The passage has a stretch of its own about the thing; this one stands under another line.
        return False
    return any(_names(product, fold(unit.passage.text)) for product in (*asked, *question.handles))


def _heads(line: str, asked: Iterable[str]) -> bool:
    return len(line) <= HEADING and any(_names(product, fold(line)) for product in asked)


def _names(product: str, folded: str) -> bool:
    return coverage(Term(product, 1.0, forms_of(product)), folded) >= (NAMED if len(product) > 3 else NAMED_SHORT)


def _alike(name: str, product: str) -> bool:
    a, b = fold(name), fold(product)
    return a in b or b in a
