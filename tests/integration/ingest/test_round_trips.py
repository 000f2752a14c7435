"""Random tables and headings go through each format's writer and come back whole."""

import csv
import io
import tempfile
from html import escape
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.util import Inches

from ingest.prepare import prepare
from ingest.prepared import Order, Prepared

VALUE = st.text(alphabet="茶壶杯碗价格天退换运保修红蓝ABcd0123.-×", min_size=1, max_size=12).map(str.strip).filter(bool)
NAME = st.text(alphabet="材质颜色产地适用人群备注说明", min_size=2, max_size=6)
Table = list[list[str]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A header of distinct names, and rows without empty cells."""
    names = draw(st.lists(NAME, min_size=3, max_size=5, unique=True))
    rows = draw(st.lists(st.lists(VALUE, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    return [names, *rows]


def _markdown(table: Table) -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join(["# 表", "", lines[0], "|" + " --- |" * len(table[0]), *lines[1:]]).encode()


def _html(table: Table) -> bytes:
    head, *rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><h1>表</h1><table><tr>{head.replace('td>', 'th>')}</tr>{body}</table></body></html>".encode()


def _csv(table: Table) -> bytes:
    saved = io.StringIO()
    csv.writer(saved).writerows(table)
    return saved.getvalue().encode("gb18030")


def _xlsx(table: Table) -> bytes:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    for y, row in enumerate(table, start=1):
        for x, cell in enumerate(row, start=1):
            book.active.cell(y, x).value = cell
            book.active.cell(y, x).data_type = "s"
    book.save(saved)
    return saved.getvalue()


def _docx(table: Table) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    grid = document.add_table(len(table), len(table[0]))
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            grid.cell(y, x).text = cell
    document.save(saved)
    return saved.getvalue()


def _pptx(table: Table) -> bytes:
    deck, saved = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "表"
    grid = slide.shapes.add_table(len(table), len(table[0]), Inches(1), Inches(2), Inches(8), Inches(3)).table
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            grid.cell(y, x).text = cell
    deck.save(saved)
    return saved.getvalue()


WRITERS = {"md": _markdown, "html": _html, "csv": _csv, "xlsx": _xlsx, "docx": _docx, "pptx": _pptx}


def _prepared(data: bytes, name: str) -> Prepared:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return prepare(Order(path=str(path), name=name))


@pytest.mark.parametrize("extension", WRITERS)
@settings(max_examples=40)
@given(table=tables())
def test_every_cell_of_a_table_comes_back_under_its_column(extension: str, table: Table) -> None:
    found = _prepared(WRITERS[extension](table), f"表.{extension}")
    names, *rows = table
    expected = [tuple(zip(names, row, strict=True)) for row in rows]
    assert [chunk.cells for chunk in found.chunks if chunk.kind == "table_row"] == expected


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[int, str, str]]:
    """Depth, heading and paragraph; depths never jump down by more than one."""
    count = draw(st.integers(2, 7))
    headings = draw(st.lists(NAME, min_size=count, max_size=count, unique=True))
    depth, made = 1, []
    for heading in headings:
        depth = draw(st.integers(1, min(depth + 1, 4)))
        made.append((depth, heading, draw(VALUE) + "，完毕。"))
    return made


def _markdown_outline(outline: list[tuple[int, str, str]]) -> bytes:
    return "\n\n".join(f"{'#' * (depth + 1)} {heading}\n\n{text}" for depth, heading, text in outline).encode()


def _html_outline(outline: list[tuple[int, str, str]]) -> bytes:
    return "".join(f"<h{d + 1}>{escape(h)}</h{d + 1}><p>{escape(t)}</p>" for d, h, t in outline).encode()


def _docx_outline(outline: list[tuple[int, str, str]]) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    for depth, heading, text in outline:
        document.add_heading(heading, depth)
        document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("extension", "write"), [("md", _markdown_outline), ("html", _html_outline), ("docx", _docx_outline)]
)
@settings(max_examples=40)
@given(outline=outlines())
def test_every_paragraph_comes_back_under_its_headings(
    extension: str, write: object, outline: list[tuple[int, str, str]]
) -> None:
    assert callable(write)
    found = _prepared(write(outline), f"纲要.{extension}")
    path: list[tuple[int, str]] = []
    expected = []
    for depth, heading, text in outline:
        path = [(d, h) for d, h in path if d < depth] + [(depth, heading)]
        names = [h for _, h in path]
        expected.append((names[1:] if names[0] == found.title else names, text))
    assert [(chunk.section.split(" > ") if chunk.section else [], chunk.text) for chunk in found.chunks] == expected
