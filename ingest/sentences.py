"""Sentences and clauses of Chinese and English text, as spans that cover it without a gap."""

import re
import unicodedata
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open character range."""

    start: int
    end: int


_SENTENCE_END = re.compile(r"(?:[。！？!?…]+|(?<=[A-Za-z)])\.(?=\s+[A-Z一-鿿]))[”’」』）)\]】》\"']*\s*|\n+")
_CLAUSE_END = re.compile(r"[，；、：,;:]+\s*|\s+")


def sentence_spans(text: str) -> list[Span]:
    """Sentences of ``text`` in order; ``；`` doesn't end one. Together they cover the text exactly."""
    return _spans(text, _SENTENCE_END)


def clause_spans(text: str) -> list[Span]:
    """Smaller steps for a sentence too long to keep whole."""
    return _spans(text, _CLAUSE_END)


def character_spans(text: str) -> list[Span]:
    """The last resort: characters with the marks that belong to them (combining, joiners, variation selectors)."""
    if not text:
        return []
    starts = [i for i, char in enumerate(text) if i == 0 or not _continues(text[i - 1], char)]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _continues(before: str, char: str) -> bool:
    joiner = "‍"
    return char == joiner or before == joiner or unicodedata.category(char) in {"Mn", "Me", "Mc"}


def _spans(text: str, end: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for match in end.finditer(text):
        if match.end() > start:
            spans.append(Span(start, match.end()))
            start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans
