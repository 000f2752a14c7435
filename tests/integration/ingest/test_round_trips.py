"""Random tables and headings go through each format's writer and come back whole."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.prepare import prepare
from ingest.prepared import Order, Prepared
from tests.integration.ingest.writers import HEADINGS, TABLES, Rows, Section

VALUE = st.text(alphabet="茶壶杯碗价格天退换运保修红蓝ABcd0123.-×", min_size=1, max_size=12).map(str.strip).filter(bool)
NAME = st.text(alphabet="材质颜色产地适用人群备注说明", min_size=2, max_size=6)
FLAT = {"pptx", "xlsx"}
"""Slides and sheets don't nest."""
MERGING = ["html", "xlsx", "docx", "pptx", "pdf", "eml"]


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A header of distinct names, and rows without empty cells."""
    names = draw(st.lists(NAME, min_size=3, max_size=5, unique=True))
    rows = draw(st.lists(st.lists(VALUE, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    return [names, *rows]


def _prepared(data: bytes, name: str) -> Prepared:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return prepare(Order(path=str(path), name=name))


def _rows_of(found: Prepared) -> list[tuple[tuple[str, str], ...]]:
    return [chunk.cells for chunk in found.chunks if chunk.kind == "table_row"]


def _named(table: Rows) -> list[tuple[tuple[str, str], ...]]:
    names, *rows = table
    return [tuple(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize("extension", TABLES)
@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_every_cell_of_a_table_comes_back_under_its_column(extension: str, table: Rows) -> None:
    found = _prepared(TABLES[extension]([Section("表", table=table)]), f"表.{extension}")
    assert _rows_of(found) == _named(table)


@pytest.mark.parametrize("extension", MERGING)
@settings(max_examples=10, deadline=None)
@given(table=tables(), copies=st.lists(st.integers(1, 3), min_size=6, max_size=6))
def test_a_merged_cell_counts_for_every_row_that_it_spans(extension: str, table: Rows, copies: list[int]) -> None:
    names, *rows = table
    repeated = [[row[0], *other[1:]] for row, many in zip(rows, copies, strict=False) for other in [row] * many]
    table = [names, *([*row[:-1], f"{n}号"] for n, row in enumerate(repeated))]
    found = _prepared(TABLES[extension]([Section("表", table=table, merged=True)]), f"表.{extension}")
    assert _rows_of(found) == _named(table)


@pytest.mark.parametrize("rows", [30, 80, 170])
@pytest.mark.parametrize("merged", [False, True])
def test_a_long_table_of_a_pdf_comes_back_as_one(rows: int, merged: bool) -> None:
    table = [["地区", "时效", "运费"], *([f"{n // 3}区", f"{n}天", f"{n}元"] for n in range(rows))]
    manual = [Section("运费", "按地区收费。", table=table, merged=merged), Section("附则", "以上含税。")]
    found = _prepared(TABLES["pdf"](manual), "运费.pdf")
    assert _rows_of(found) == _named(table)
    assert {chunk.section.split(" > ")[-1] for chunk in found.chunks} <= {"", "运费", "附则"}


@st.composite
def outlines(draw: st.DrawFn, deepest: int) -> list[Section]:
    """Headings with a paragraph each; depths never jump down by more than one."""
    count = draw(st.integers(2, 7))
    headings = draw(st.lists(NAME, min_size=count, max_size=count, unique=True))
    depth, made = 1, []
    for heading in headings:
        depth = draw(st.integers(1, min(depth + 1, deepest)))
        made.append(Section(heading, draw(VALUE) + "，完毕。", depth))
    return made


def _numbered(outline: list[Section]) -> list[Section]:
    """As plain text shows depth."""
    shapes = ("{}、{}", "（{}）{}", "{n}.1 {}", "{n}.1.1 {}")
    digits = "一二三四五六七八"
    return [s._replace(heading=shapes[s.depth - 1].replace("{n}", str(n + 1)).format(*(
        (digits[n], s.heading) if s.depth < 3 else (s.heading,)))) for n, s in enumerate(outline)]  # fmt: skip


def _expected(outline: list[Section], title: str) -> list[tuple[list[str], str]]:
    path: list[Section] = []
    expected = []
    for section in outline:
        path = [outer for outer in path if outer.depth < section.depth] + [section]
        names = [outer.heading for outer in path]
        expected.append((names[1:] if names[0] == title else names, section.text))
    return expected


@pytest.mark.parametrize("extension", HEADINGS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_paragraph_comes_back_under_its_headings(extension: str, data: st.DataObject) -> None:
    outline = data.draw(outlines(deepest=1 if extension in FLAT else 4))
    outline = _numbered(outline) if extension == "txt" else outline
    found = _prepared(HEADINGS[extension](outline), f"纲要.{extension}")
    got = [(chunk.section.split(" > ") if chunk.section else [], chunk.text) for chunk in found.chunks]
    assert got == _expected(outline, found.title)
