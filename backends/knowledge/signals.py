"""What speaks for or against a passage beyond the two indexes: a matching FAQ question, a code, a product."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from backends.knowledge.normalise import question_form, search_form
from backends.knowledge.question import content_terms
from domain.documents import Chunk
from domain.text.terms import plain_code, word_terms

FAQ_BONUS = 0.15
CODE_BONUS = 0.2
PRODUCT_BONUS = 0.06
_CODE = re.compile(r"[a-z]+\d[a-z0-9]*|\d+[a-z]+\d[a-z0-9]*")
"""E3, X200, 3C10: letters with digits behind them. 500ml and 7天 are quantities."""


@dataclass(frozen=True)
class Asked:
    """What a question names."""

    terms: frozenset[str]
    codes: frozenset[str]
    products: frozenset[str]


class Product(NamedTuple):
    """A shop's name for goods, as questions are compared with it."""

    name: str
    form: str
    """In search form."""
    codes: frozenset[str]


def named_products(names: Iterable[str]) -> tuple[Product, ...]:
    """Names ready to be looked for."""
    return tuple(Product(name, form, _codes(form)) for name in sorted(names) if (form := search_form(name)))


def asked(question: str, products: Iterable[Product]) -> Asked:
    """Args: question: its form, corrected; products: the shop's."""
    codes = _codes(question)
    named = frozenset(p.name for p in products if p.form in question or (codes and codes & p.codes))
    return Asked(frozenset(content_terms(question)), codes, named)


def bonus(asked: Asked, chunk: Chunk) -> float:
    """What to add to a fused score (0-1)."""
    value = FAQ_BONUS * max((_alike(asked.terms, q) for q in _questions(chunk)), default=0.0)
    if asked.codes:
        held = asked.codes & _codes(search_form(f"{chunk.section} {chunk.embedding_text}"))
        value += CODE_BONUS * len(held) / len(asked.codes)
    if asked.products and chunk.products:
        value += PRODUCT_BONUS if asked.products.intersection(chunk.products) else -PRODUCT_BONUS
    return value


def _questions(chunk: Chunk) -> tuple[str, ...]:
    return (chunk.question, *chunk.similar_questions) if chunk.question else chunk.similar_questions


def _alike(terms: frozenset[str], question: str) -> float:
    """Dice overlap of terms, from .4 on: below, two questions share no more than question words."""
    other = _question_terms(question)
    overlap = 2 * len(terms & other) / max(1, len(terms) + len(other))
    return max(0.0, (overlap - 0.4) / 0.6)


@lru_cache(maxsize=20_000)
def _question_terms(question: str) -> frozenset[str]:
    return frozenset(content_terms(question_form(question)))


def _codes(form: str) -> frozenset[str]:
    return frozenset(plain_code(word) for word in word_terms(form) if _CODE.fullmatch(word))
