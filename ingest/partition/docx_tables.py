"""Tables of a Word document with merged cells, line breaks and tables inside their cells.

Unstructured writes a cell as one line and a table inside it as loose words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from ingest.table_rows import table_rows
from ingest.textclean import clean_text

_MARK = "\ue000{}\ue001"
"""Stands for a table while unstructured reads the rest; private-use characters, so no document says it itself."""
_LARGEST_SPAN = 200


@dataclass
class _Cell:
    text: str
    column: int
    wide: int
    bold: bool
    continues: bool
    high: int = 1


def take_tables(body: Any) -> list[tuple[str, str]]:
    """Replace the body's tables by marks; returns each one's HTML and plain text. One-column tables are boxes of
    text: their content takes their place."""
    taken: list[tuple[str, str]] = []
    for table in [child for child in body if child.tag == qn("w:tbl")]:
        _replace(table, taken)
    return taken


def _replace(table: Any, taken: list[tuple[str, str]]) -> None:
    rows = table.findall(qn("w:tr"))
    if all(len(row.findall(qn("w:tc"))) == 1 for row in rows):
        inner = [part for row in rows for part in row.find(qn("w:tc")) if part.tag in {qn("w:p"), qn("w:tbl")}]
        for part in inner:
            table.addprevious(part)
        table.getparent().remove(table)
        for part in inner:
            if part.tag == qn("w:tbl"):
                _replace(part, taken)
        return
    taken.append(_markup(rows))
    paragraph, run, content = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    content.text = _MARK.format(len(taken) - 1)
    run.append(content)
    paragraph.append(run)
    table.addprevious(paragraph)
    table.getparent().remove(table)


def taken_table(text: str) -> int | None:
    """The number of the table that a paragraph's text stands for."""
    inner = text.strip()
    marked = inner.startswith(_MARK[0]) and inner.endswith(_MARK[-1]) and inner[1:-1].isdecimal()
    return int(inner[1:-1]) if marked else None


def _markup(rows: list[Any]) -> tuple[str, str]:
    grid = [list(_cells(row)) for row in rows]
    _stretch(grid)
    shown = [[cell for cell in row if not cell.continues] for row in grid]
    header = _header_rows(rows, grid)
    html = []
    for y, row in enumerate(shown):
        tag = "th" if y < header else "td"
        html.append("".join(
            f'<{tag} rowspan="{c.high}" colspan="{c.wide}">{escape(c.text).replace(chr(10), "<br/>")}</{tag}>'
            for c in row
        ))  # fmt: skip
    text = "\n".join(" ".join(cell.text for cell in row if cell.text) for row in shown)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in html)}</table>", text


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
        yield _Cell("" if continues else _text(tc), column, wide, _is_bold(tc), continues)
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


def _text(tc: Any) -> str:
    parts = []
    for child in tc:
        if child.tag == qn("w:p"):
            parts.append(Paragraph(child, None).text)  # type: ignore[arg-type]
        elif child.tag == qn("w:tbl"):
            inner, _ = table_rows(_markup(child.findall(qn("w:tr")))[0])
            parts.extend(row.text for row in inner)
    return clean_text("\n".join(parts))


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
