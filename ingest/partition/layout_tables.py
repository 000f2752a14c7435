"""Tables without rules: lines whose segments stand in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from ingest.partition.layout import Line, Word

_LEAST_ROWS = 3
_LONGEST_CELL = 40
"""Characters on average above which columns are running text set in columns, not cells."""


@dataclass
class PlacedTable:
    """Rows of cell texts found among the lines."""

    rows: list[list[str]]
    page: int
    top: float
    bottom: float
    x0: float
    x1: float


def take_tables(lines: Sequence[Line]) -> list[Line | PlacedTable]:
    """The same lines with runs of column-wise set ones replaced by tables."""
    taken: list[Line | PlacedTable] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        table = _table(run) if len(run) >= _LEAST_ROWS else None
        if table is None:
            taken.append(lines[at])
            at += 1
        else:
            taken.append(table)
            at += len(run)
    return taken


def _run(lines: Sequence[Line], start: int) -> list[Line]:
    """Lines from ``start`` that have columns, and single segments below one of them (wrapped cells)."""
    run: list[Line] = []
    for line in lines[start:]:
        columns = len(line.segments) > 1
        wrapped = bool(run) and not columns and _wraps(line, run[-1])
        near = not run or line.top - run[-1].bottom < 2.2 * max(line.size, 1.0)
        if not near or not (columns or wrapped):
            break
        run.append(line)
    while run and len(run[-1].segments) == 1:
        run.pop()
    return run


def _wraps(line: Line, before: Line) -> bool:
    """A single segment that starts under a column other than the first."""
    return any(abs(line.x0 - word.x0) < word.size for word in before.segments[1:])


def _table(run: Sequence[Line]) -> PlacedTable | None:
    widest = max(run, key=lambda line: len(line.segments)).segments
    edges = [word.x0 for word in widest]
    if sum(len(line.segments) == len(edges) for line in run) < max(2, len(run) // 2):
        return None
    rows: list[list[str]] = []
    for line in run:
        cells = [""] * len(edges)
        for word in line.segments:
            column = _column(word, widest)
            if cells[column]:
                return None
            cells[column] = word.text
        if not cells[0] and rows and sum(map(bool, cells)) < len(edges):
            rows[-1] = [f"{a}{b}" for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    if len(rows) < _LEAST_ROWS or mean(len(cell) for row in rows for cell in row) > _LONGEST_CELL:
        return None
    left, right = min(line.x0 for line in run), max(line.x1 for line in run)
    return PlacedTable(rows, run[0].page, run[0].top, run[-1].bottom, left, right)


def _column(word: Word, columns: Sequence[Word]) -> int:
    """The column whose left edge, right edge or middle the word shares best."""

    def distance(column: Word) -> float:
        middles = abs((word.x0 + word.x1) - (column.x0 + column.x1)) / 2
        return min(abs(word.x0 - column.x0), abs(word.x1 - column.x1), middles)

    return min(range(len(columns)), key=lambda i: distance(columns[i]))
