"""Takes the tables out of a Word document before unstructured reads it, and knows them again afterwards.

Unstructured writes a cell as one line and a table inside it as loose words.
"""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from ingest.partition.docx_grid import markups

_MARK = "\ue000{}\ue001"
"""Stands for a table while unstructured reads the rest; private-use characters, so no document says it itself."""


def take_tables(body: Any) -> list[tuple[str, str]]:
    """Replace the body's tables by marks; returns each one's HTML and plain text. One-column tables are boxes of
    text: their content takes their place. Tables within cells follow the one they stand in."""
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
    for made in markups(rows):
        taken.append(made)
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
