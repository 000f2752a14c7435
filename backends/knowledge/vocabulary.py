"""The words a shop uses for its things: headings, columns, products, questions."""

import re
from functools import lru_cache

from backends.knowledge.normalise import search_form
from domain.documents import Chunk
from domain.text.terms import HAN

_BREAKS = re.compile(r"[的与和及或是吗呢了]|怎么|如何|什么|以及|[^一-鿿a-z0-9+.\-]+")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[章节条、.)]|\d+(?:\.\d+)*(?![\d.天日年月周号小个元折件]))")
"""What numbers a heading; 7天无理由 has a number of its own."""
LONGEST = 12
"""Characters of a term; a longer heading is a sentence."""


def chunk_vocabulary(chunk: Chunk) -> frozenset[str]:
    """Terms of the chunk's heading path, column names and product names, in search form."""
    names = [*chunk.section.split(" > "), chunk.title, *(column for column, _ in chunk.cells)]
    terms = {term for name in names for term in _terms(name)}
    return frozenset(terms | {search_form(product) for product in chunk.products})


def spelling_words(chunk: Chunk) -> frozenset[str]:
    """What a misspelt word of a question may have meant: the vocabulary, and what FAQ questions are made of."""
    questions = (chunk.question or "", *chunk.similar_questions)
    asked = {run for question in questions for run in HAN.findall(search_form(question))}
    keyed = {run for _, value in chunk.cells[:1] for run in HAN.findall(search_form(value))}
    return chunk_vocabulary(chunk) | asked | keyed


@lru_cache(maxsize=32_768)
def _terms(name: str) -> tuple[str, ...]:
    """Kept: a document's chunks share their headings and columns."""
    return tuple(part for part in _BREAKS.split(_NUMBERING.sub("", search_form(name))) if 2 <= len(part) <= LONGEST)
