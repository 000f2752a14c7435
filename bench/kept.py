"""Which of the headings and tables written into files can still be read in passages that stand alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.manuals import Written
from tests.integration.ingest.writers import Manual, Rows, Section


class Kept(NamedTuple):
    """Counts over all files."""

    headings: int
    headings_lost: int
    """No passage holds it together with the text below it."""
    headings_vanished: int
    """No passage holds it at all."""
    tables: int
    tables_lost: int
    """A row of it is in no passage with its column names."""
    rows: int
    rows_lost: int


def kept(written: Sequence[Written], passages: Mapping[str, Sequence[str]]) -> Kept:
    """Args: passages: by file name, each with all that belongs to it (title and heading path too)."""
    total = Kept(0, 0, 0, 0, 0, 0, 0)
    for path, manual in written:
        texts = ["".join(text.split()) for text in passages.get(path.name, ())]
        total = Kept(*(a + b for a, b in zip(total, _of_manual(manual, texts), strict=True)))
    return total


def _of_manual(manual: Manual, texts: Sequence[str]) -> Kept:
    lost = {
        heading for path, section in _paths(manual) for heading in path
        if not any(heading in text and section.text[:20] in text for text in texts)
    }  # fmt: skip
    headings = [section.heading for section in manual if section.heading]
    vanished = sum(not any(heading in text for text in texts) for heading in headings)
    rows = [_rows_lost(section.table, texts) for section in manual if section.table]
    count = sum(len(section.table) - 1 for section in manual if section.table)
    return Kept(len(headings), len(lost), vanished, len(rows), sum(map(bool, rows)), count, sum(rows))


def _paths(manual: Manual) -> Iterator[tuple[list[str], Section]]:
    path: list[Section] = []
    for section in manual:
        path = [outer for outer in path if outer.depth < section.depth] + [section]
        yield [outer.heading for outer in path if outer.heading], section


def _rows_lost(table: Rows, texts: Sequence[str]) -> int:
    names, *rows = table
    return sum(not any(all(part in text for part in [*names, *row]) for text in texts) for row in rows)
