"""Tables as grids: spans filled, and where each filled cell came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml import etree, html

from ingest.textclean import clean_text

MAX_SPAN = 200


@dataclass(frozen=True)
class Cell:
    """A position of the grid; merged positions share their origin."""

    text: str
    origin: tuple[int, int]
    header: bool = False


@dataclass(frozen=True)
class Row:
    """Cells of one row and the row's number in its sheet, when it has one."""

    cells: tuple[Cell, ...]
    number: int | None = None


def parse_grid(markup: str) -> list[Row]:
    """Rows of an HTML table with rowspan and colspan filled; short rows padded with empty cells."""
    root = html.fragment_fromstring(markup, create_parent="div")
    table = root.find(".//table")
    return [] if table is None else grid_of(own_rows(table))


def own_rows(table: etree._Element) -> list[etree._Element]:
    """The ``tr`` of this table, not of tables inside its cells."""
    return [tr for tr in table.iter("tr") if _nearest_table(tr) is table]


def grid_of(rows: Sequence[etree._Element]) -> list[Row]:
    """The same from ``tr`` elements."""
    filled: dict[tuple[int, int], Cell] = {}
    for y, tr in enumerate(rows):
        x = 0
        for td in _cells(tr):
            while (y, x) in filled:
                x += 1
            cell = Cell(cell_text(td), (y, x), td.tag == "th")
            wide, high = _span(td, "colspan"), min(_span(td, "rowspan"), len(rows) - y)
            for dy in range(high):
                for dx in range(wide):
                    filled.setdefault((y + dy, x + dx), cell)
            x += wide
    width = 1 + max((x for _, x in filled), default=-1)
    return [
        Row(tuple(filled.get((y, x), Cell("", (y, x))) for x in range(width)), _number(tr.get("data-row")))
        for y, tr in enumerate(rows)
    ]


def cell_text(td: etree._Element) -> str:
    """Text of a cell; line breaks and blocks inside it become lines."""
    return clean_text("".join(_texts(td)))


def _texts(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        line = isinstance(child.tag, str) and child.tag in {"br", "p", "div", "li", "tr", "ul", "ol"}
        yield "\n" if line else ""
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield "\n" if line else ""
        yield child.tail or ""


def table_markup(rows: Sequence[Sequence[str]], numbers: Sequence[int] | None = None, header_rows: int = 0) -> str:
    """HTML of plain rows; ``numbers`` are the rows' numbers in their sheet."""
    return "".join(_markup(rows, numbers, header_rows))


def _markup(rows: Sequence[Sequence[str]], numbers: Sequence[int] | None, header_rows: int) -> Iterator[str]:
    yield "<table>"
    for y, row in enumerate(rows):
        yield f'<tr data-row="{numbers[y]}">' if numbers else "<tr>"
        tag = "th" if y < header_rows else "td"
        for text in row:
            yield f"<{tag}>{escape(text).replace(chr(10), '<br/>')}</{tag}>"
        yield "</tr>"
    yield "</table>"


def _cells(tr: etree._Element) -> list[etree._Element]:
    return [child for child in tr if child.tag in {"td", "th"}]


def _nearest_table(node: etree._Element) -> etree._Element | None:
    return next(iter(node.iterancestors("table")), None)


def _span(td: etree._Element, name: str) -> int:
    value = (td.get(name) or "1").strip()
    return max(1, min(int(value), MAX_SPAN)) if value.isdecimal() and len(value) < 9 else 1


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None
