"""A Word table as HTML: merged cells, line breaks, header rows, and the tables inside its cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ingest.partition.nested_tables import captioned, own_title, place_title
from ingest.textclean import clean_text

_LARGEST_SPAN = 200


@dataclass
class _Inner:
    """A table inside a cell."""

    rows: list[Any]
    above: str
    """The line before it."""
    title: str = ""


@dataclass
class _Cell:
    text: str
    column: int
    wide: int
    bold: bool
    continues: bool
    high: int = 1
    inner: list[_Inner] = field(default_factory=list)


def markups(rows: list[Any], caption: str = "") -> Iterator[tuple[str, str]]:
    """HTML and plain text of the table with these ``w:tr``, then of each table inside its cells."""
    grid = [list(_cells(row)) for row in rows]
    _stretch(grid)
    shown = [[cell for cell in row if not cell.continues] for row in grid]
    for row in shown:
        for cell in row:
            _take_titles(cell, _label(cell, row))
    header = _header_rows(rows, grid)
    html = []
    for y, row in enumerate(shown):
        tag = "th" if y < header else "td"
        html.append("".join(
            f'<{tag} rowspan="{c.high}" colspan="{c.wide}">{escape(c.text).replace(chr(10), "<br/>")}</{tag}>'
            for c in row
        ))  # fmt: skip
    lines = [" ".join(cell.text for cell in row if cell.text) for row in shown]
    width = max((cell.column + cell.wide for row in grid for cell in row), default=1)
    body = "".join(f"<tr>{row}</tr>" for row in html)
    yield captioned(body, width, caption), "\n".join(filter(None, lines))
    for row in shown:
        for cell in row:
            for inner in cell.inner:
                name = inner.title or place_title(_label(cell, row), cell.column, f"<table>{body}</table>")
                yield from markups(inner.rows, name)


def _label(cell: _Cell, row: list[_Cell]) -> str:
    return row[0].text if row[0] is not cell else ""


def _take_titles(cell: _Cell, row_label: str) -> None:
    """Lines that name the tables below them go with these."""
    for inner in cell.inner:
        inner.title = own_title(inner.above, row_label)
        if inner.title:
            cell.text = "\n".join(line for line in cell.text.split("\n") if line != inner.above)


def _cells(row: Any) -> Iterator[_Cell]:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = _number(before)
    if column:
        yield _Cell("", 0, column, False, False)
    for tc in row.findall(qn("w:tc")):
        properties = tc.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        wide = max(1, min(_number(span), _LARGEST_SPAN))
        continues = merge is not None and merge.get(qn("w:val")) != "restart"
        cell = _Cell("", column, wide, _is_bold(tc), continues)
        if not continues:
            _fill(cell, tc)
        yield cell
        column += wide


def _stretch(grid: list[list[_Cell]]) -> None:
    """Give each cell its height; a continuation without a cell to continue is an empty cell."""
    above: dict[int, _Cell] = {}
    for row in grid:
        here: dict[int, _Cell] = {}
        for cell in row:
            origin = above.get(cell.column) if cell.continues else None
            if origin is None or origin.wide != cell.wide:
                cell.continues, origin = False, cell
            else:
                origin.high += 1
            here[cell.column] = origin
        above = here


def _header_rows(rows: list[Any], grid: list[list[_Cell]]) -> int:
    """Rows marked to repeat on each page, or a first row that alone is bold; a merged caption is no header."""
    marked = 0
    while marked < len(rows) and rows[marked].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        marked += 1
    if len(rows) < 2 or len(grid[0]) < 2:
        return 0
    filled = [[cell for cell in row if cell.text] for row in grid[:2]]
    alone = len(filled[0]) > 1 and all(c.bold for c in filled[0]) and not all(c.bold for c in filled[1])
    return marked if 0 < marked < len(rows) else int(alone)


def _fill(cell: _Cell, tc: Any) -> None:
    """Its text; a table of one row or one column inside it is text too."""
    lines: list[str] = []
    for child in tc:
        if child.tag == qn("w:p"):
            lines.extend(clean_text(Paragraph(child, None).text).split("\n"))  # type: ignore[arg-type]
        elif child.tag == qn("w:tbl"):
            rows = child.findall(qn("w:tr"))
            if len(rows) > 1 and any(len(row.findall(qn("w:tc"))) > 1 for row in rows):
                above = next((line for line in reversed(lines) if line), "")
                cell.inner.append(_Inner(rows, above))
            else:
                lines.extend(text for _, text in markups(rows))
    cell.text = clean_text("\n".join(lines))


def _is_bold(tc: Any) -> bool:
    runs = [run for run in tc.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()]
    return bool(runs) and all(
        bold is not None and bold.get(qn("w:val")) not in {"0", "false", "off"}
        for run in runs
        for bold in [run.find(f"{qn('w:rPr')}/{qn('w:b')}")]
    )


def _number(node: Any) -> int:
    value = (node.get(qn("w:val")) or "") if node is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0
