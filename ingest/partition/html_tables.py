"""Tables of a page: which only place blocks, and those that hold data, with the tables inside their cells."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from lxml import etree
from unstructured.documents.elements import Element

from ingest.partition.elements import paragraph, table
from ingest.partition.grid import MAX_SPAN, cell_text, own_rows
from ingest.partition.nested_tables import captioned, own_title, place_title
from ingest.textclean import clean_text

_LEAST_ROWS = 3
_MARK = "\ue000"
"""Stands for an inner table while the text around it is read; a private-use character."""


def is_layout(node: etree._Element) -> bool:
    """A table that only places blocks: headings inside, a single column, or tables in as many rows as not."""
    if next(node.iter("h1", "h2", "h3", "h4"), None) is not None:
        return True
    rows = [[child for child in tr if child.tag in {"td", "th"}] for tr in own_rows(node)]
    if all(len(cells) <= 1 for cells in rows):
        return True
    nesting = sum(any(cell.find(".//table") is not None for cell in cells) for cells in rows)
    if not nesting:
        return False
    whole = sum(len(cells) > 1 for cells in rows)
    return 2 * nesting >= len(rows) or whole < max(_LEAST_ROWS, len(rows) - 1)


def table_elements(node: etree._Element, name: str = "") -> Iterator[Element]:
    """The table, then those inside its cells, each under a caption. Args: name: its caption, when it has no own."""
    caption = node.find("caption")
    named = clean_text(cell_text(caption)).replace("\n", " ") if caption is not None else ""
    rows = own_rows(node)
    inner = [found for tr in rows for found in _taken_out(tr, node)]
    text = "\n".join(" ".join(filter(None, map(cell_text, tr))) for tr in rows)
    body = "".join(f"<tr>{_cells_markup(tr)}</tr>" for tr in rows)
    if text.strip():
        width = max(sum(_span(td) for td in tr if td.tag in {"td", "th"}) for tr in rows)
        yield table(captioned(body, width, named or name), "\n".join(filter(None, [named or name, text])))
    elif named:
        yield paragraph(named)
    for found in inner:
        place = found.title or place_title(found.label, found.column, f"<table>{body}</table>")
        yield from table_elements(found.node, place)


class _Inner(NamedTuple):
    """A table inside a cell."""

    node: etree._Element
    title: str
    label: str
    """First cell of its row."""
    column: int


def _taken_out(tr: etree._Element, node: etree._Element) -> Iterator[_Inner]:
    """Tables inside the cells of a row, taken out of them."""
    cells = [child for child in tr if child.tag in {"td", "th"}]
    column = 0
    for cell in cells:
        for inner in [t for t in cell.iter("table") if next(t.iterancestors("table")) is node]:
            rows = own_rows(inner)
            if len(rows) < 2 or all(sum(child.tag in {"td", "th"} for child in row) < 2 for row in rows):
                continue
            label = cell_text(cells[0]) if cells[0] is not cell else ""
            yield _Inner(inner, own_title(_line_before(cell, inner), label), label, column)
        column += _span(cell)


def _line_before(cell: etree._Element, inner: etree._Element) -> str:
    """The line before ``inner``, which is taken out of its cell."""
    mark = etree.Element("br")
    mark.tail = _MARK + (inner.tail or "")
    inner.tail = None
    parent = inner.getparent()
    assert parent is not None
    parent.replace(inner, mark)
    before = cell_text(cell).split(_MARK)[0].strip()
    mark.tail = mark.tail.removeprefix(_MARK)
    return before.split("\n")[-1]


def _span(cell: etree._Element) -> int:
    given = cell.get("colspan") or "1"
    return min(int(given), MAX_SPAN) if given.isdecimal() and len(given) < 6 else 1


def _cells_markup(tr: etree._Element) -> str:
    cells = [td for td in tr if td.tag in {"td", "th"}]
    return "".join(
        f'<{td.tag} rowspan="{escape(td.get("rowspan") or "1")}" colspan="{escape(td.get("colspan") or "1")}">'
        f"{escape(cell_text(td)).replace(chr(10), '<br/>')}</{td.tag}>"
        for td in cells
    )
