"""Rows of a table of questions and answers; an answer may go on in rows below that ask nothing."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest import table_words as words
from ingest.partition.grid import Row

Values = list[tuple[str, str]]
"""Column name and text of each cell."""


class FaqColumns(NamedTuple):
    """Where a table has its questions and answers."""

    asked: int
    answered: int
    keys: tuple[str, ...]


class Entry(NamedTuple):
    """A question with its answer, and what else the row says."""

    question: str
    similar: tuple[str, ...]
    topics: tuple[str, ...]
    answer: str
    cells: tuple[tuple[str, str], ...]


def faq_columns(names: Sequence[str]) -> FaqColumns | None:
    """By the columns' names; None: not such a table."""
    keys = tuple(words.column_key(name) for name in names)
    asked = next((n for n, k in enumerate(keys) if words.QUESTION.search(k) and not words.SIMILAR.search(k)), None)
    answered = next((n for n, key in enumerate(keys) if words.ANSWER.search(key)), None)
    return FaqColumns(asked, answered, keys) if asked is not None and answered is not None else None


def continues(columns: FaqColumns, row: Row, before: Row) -> bool:
    """Whether a row goes on with the answer of the one before: its question is merged with that one, or it has none
    and its answer follows one under the same topic."""
    asked, answered = row.cells[columns.asked], row.cells[columns.answered]
    if not answered.text:
        return False
    if asked.text:
        return asked.origin == before.cells[columns.asked].origin
    topics = [n for n, key in enumerate(columns.keys) if key in words.CATEGORY]
    return all(row.cells[n].text in {"", before.cells[n].text} for n in topics)


def entry(columns: FaqColumns, rows: Sequence[Values]) -> Entry | None:
    """The entry of a row and those that go on with it; None: it has no question or no answer."""
    first = rows[0]
    question = first[columns.asked][1].replace("\n", " ")
    answers = list(dict.fromkeys(filter(None, (values[columns.answered][1] for values in rows))))
    if not question or not answers:
        return None
    similar = [part for values in rows for part in _similar(columns, values)]
    topics = [value for (_, value), key in zip(first, columns.keys, strict=True) if key in words.CATEGORY and value]
    more = [line for values in rows for line in _more(columns, values)]
    cells = dict.fromkeys(cell for values in rows for cell in values if cell[1])
    return Entry(
        question,
        tuple(dict.fromkeys(similar)),
        tuple(topics),
        "\n".join([*answers, *dict.fromkeys(more)]),
        tuple(cells),
    )


def _similar(columns: FaqColumns, values: Values) -> Iterator[str]:
    for (_, value), key in zip(values, columns.keys, strict=True):
        if words.SIMILAR.search(key):
            yield from filter(None, (part.strip() for part in re.split(r"[;；|｜\n]+", value)))


def _more(columns: FaqColumns, values: Values) -> Iterator[str]:
    """Further columns, with their names."""
    known = words.CATEGORY | words.INDEX
    for n, ((name, value), key) in enumerate(zip(values, columns.keys, strict=True)):
        if value and n not in {columns.asked, columns.answered} and key not in known and not words.SIMILAR.search(key):
            yield words.pair(name, value)
