"""Ruled tables of a PDF: cells by geometry, merged cells as spans, continuations joined over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ingest.partition.layout import Line, Word, lines_of

Box = tuple[float, float, float, float]
_TOLERANCE = 3.0


@dataclass
class PlacedCell:
    """Text and extent in grid positions."""

    text: str
    row: int
    column: int
    high: int
    wide: int


@dataclass
class PageTable:
    """One ruled table on one page."""

    page: int
    box: Box
    edges: list[float]
    cells: list[PlacedCell] = field(default_factory=list)
    rows: int = 0

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.box[1]

    def covers(self, word: Word) -> bool:
        """Whether the word stands inside."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]

    def row_texts(self, row: int) -> tuple[str, ...]:
        """Texts of the cells that start in a row."""
        return tuple(cell.text for cell in self.cells if cell.row == row)

    def markup(self) -> tuple[str, str]:
        """HTML with spans, and plain text."""
        html, lines = ["<table>"], []
        for row in range(self.rows):
            cells = sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.column)
            html.append("<tr>")
            html += [f'<td rowspan="{c.high}" colspan="{c.wide}">{escape(c.text)}</td>' for c in cells]
            html.append("</tr>")
            lines.append(" ".join(filter(None, (cell.text for cell in cells))))
        return "".join([*html, "</table>"]), "\n".join(lines)


def page_tables(page: Any, words: Sequence[Word], number: int) -> list[PageTable]:
    """Tables with at least two columns and some text."""
    if len(page.lines) + len(page.rects) + len(page.curves) == 0:
        return []
    found = []
    for table in page.find_tables():
        xs = _edges([x for cell in table.cells for x in (cell[0], cell[2])])
        ys = _edges([y for cell in table.cells for y in (cell[1], cell[3])])
        if len(xs) < 3 or len(table.cells) < 3:
            continue
        placed = PageTable(number, tuple(map(float, table.bbox)), xs, rows=len(ys) - 1)  # type: ignore[arg-type]
        placed.cells = [_cell(cell, xs, ys, words) for cell in table.cells]
        if sum(bool(cell.text) for cell in placed.cells) > 1:
            found.append(placed)
    return found


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return edges


def _cell(box: Box, xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> PlacedCell:
    inside = [
        word for word in words
        if box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]
    ]  # fmt: skip
    left, top = _index(xs, box[0]), _index(ys, box[1])
    return PlacedCell(
        _wrapped([line.text for line in lines_of(inside, 0)]), top, left,
        max(1, _index(ys, box[3]) - top), max(1, _index(xs, box[2]) - left),
    )  # fmt: skip


def _wrapped(lines: Sequence[str]) -> str:
    """Lines of one cell as one text: breaks inside cells come from the column's width."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        text += f" {line}" if latin else line
    return text


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def join_over_pages(pages: Sequence[Sequence[Line]], tables: Sequence[Sequence[PageTable]]) -> list[list[PageTable]]:
    """Tables by page, a continuation appended to the table it continues; its repeated header row dropped."""
    joined: list[list[PageTable]] = []
    open_table: PageTable | None = None
    for lines, placed in zip(pages, tables, strict=True):
        ordered = sorted(placed, key=lambda table: table.top)
        rest = ordered
        if open_table and ordered and _continues(open_table, ordered[0], lines):
            _append(open_table, ordered[0])
            rest = ordered[1:]
        joined.append(rest)
        last = ordered[-1] if ordered else None
        below = last is not None and any(line.top > last.box[3] for line in lines)
        if last is None or below:
            open_table = None
        elif rest:
            open_table = rest[-1]
    return joined


def _continues(table: PageTable, following: PageTable, lines: Sequence[Line]) -> bool:
    same = len(table.edges) == len(following.edges) and all(
        abs(a - b) < 2 * _TOLERANCE for a, b in zip(table.edges, following.edges, strict=True)
    )
    return same and not any(line.top < following.top for line in lines)


def _append(table: PageTable, following: PageTable) -> None:
    skip = 1 if following.row_texts(0) == table.row_texts(0) else 0
    for cell in following.cells:
        if cell.row >= skip:
            table.cells.append(PlacedCell(cell.text, cell.row - skip + table.rows, cell.column, cell.high, cell.wide))
    table.rows += following.rows - skip
