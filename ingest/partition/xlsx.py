"""Workbooks to Elements: a heading a sheet, a Table a region; what is hidden stays out.

Unstructured's own partitioner takes in hidden sheets, leaves merged cells empty and shows dates as timestamps.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from itertools import takewhile
from typing import Any

import openpyxl
from unstructured.documents.elements import Element

from ingest.partition.elements import Partitioned, Place, paragraph, table, title
from ingest.partition.grid import MAX_SPAN
from ingest.partition.sheet_cells import shown_cells
from ingest.partition.sheet_parts import Grid as _Grid
from ingest.partition.sheet_parts import Merges as _Merges
from ingest.partition.sheet_parts import side_by_side
from ingest.refusals import FileRefusedError, Reason

_NO_RESULT = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v></v>)")
_SHEETS = "xl/worksheets/"
_FIRST_ROWS = 8
"""Rows of a table among which its header is looked for."""


def partition_xlsx(data: bytes, max_cells: int) -> Partitioned:
    """Elements of the visible sheets' saved values. Raises: FileRefusedError: more than ``max_cells`` cells."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=_strikes_parts(data))
    found = Partitioned([])
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        found.left_out.append(f"隐藏工作表 {len(hidden)} 张 (hidden sheets)")
    if missing := _without_results(data):
        found.left_out.append(
            f"公式 {missing} 处没有存下结果，请用 Excel 打开并保存后再上传 (formulas without results: save in Excel)"
        )
    cells = 0
    for sheet in visible:
        grid, notes, unseen = shown_cells(sheet)
        cells += sum(map(len, grid.values()))
        if cells > max_cells:
            raise FileRefusedError(Reason.TOO_MANY_CELLS)
        found.hidden.extend(unseen)
        found.left_out.extend(f"工作表“{sheet.title}”：{note}" for note in notes)
        elements = list(_regions(sheet, grid))
        if elements and (len(visible) > 1 or not sheet.title.lower().startswith("sheet")):
            found.elements.append(title(sheet.title, 1, Place(sheet=sheet.title)))
        found.elements.extend(elements)
    return found


def _without_results(data: bytes) -> int:
    """Formulas whose value no program has worked out yet: their cells are empty to every reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith(_SHEETS) and name.endswith(".xml")]
        return sum(len(_NO_RESULT.findall(archive.read(name))) for name in sheets)


def _strikes_parts(data: bytes) -> bool:
    """Whether parts of cells are struck out: only then are the parts of texts read, which takes time."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [name for name in archive.namelist() if name == "xl/sharedStrings.xml" or name.startswith(_SHEETS)]
        return any(b"<strike" in archive.read(name) for name in texts)


def _regions(sheet: Any, grid: _Grid) -> Iterator[Element]:
    """Runs of filled rows: several columns make a Table, one column makes paragraphs."""
    merges = {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
    hidden = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    merged = {
        row for (y, x), (y2, _) in merges.items() if x in grid.get(y, {}) for row in range(y, min(y2, y + 9999) + 1)
    }
    covered = hidden | merged
    runs: list[list[int]] = []
    for y in sorted(grid):
        if not runs or not set(range(runs[-1][-1] + 1, y)) <= covered:
            runs.append([])
        runs[-1].append(y)
    for run in runs:
        for columns in side_by_side(run, grid, merges):
            rows = [y for y in run if not columns.isdisjoint(grid[y])]
            header = _bold_rows(sheet, rows, grid, columns)
            yield from _region(rows, grid, merges, sorted(columns), header, Place(sheet=sheet.title))


def _bold_rows(sheet: Any, rows: list[int], grid: _Grid, columns: set[int]) -> set[int]:
    """The first rows of several cells that are bold throughout, with plain ones below."""
    bold = {}
    for y in rows[:_FIRST_ROWS]:
        filled = [sheet._cells[(y, x)] for x in columns if x in grid[y]]
        bold[y] = len(filled) > 1 and all(cell.font is not None and cell.font.b for cell in filled)
    first = next((n for n, y in enumerate(rows[:_FIRST_ROWS]) if bold[y]), None)
    if first is None:
        return set()
    header = set(takewhile(bold.__getitem__, rows[first:_FIRST_ROWS]))
    return header if first + len(header) < min(len(rows), _FIRST_ROWS) else set()


def _region(
    run: list[int], grid: _Grid, merges: _Merges, columns: list[int], header: set[int], place: Place
) -> Iterator[Element]:
    if len(columns) == 1:
        yield from (paragraph(grid[y][columns[0]], place) for y in run)
        return
    inside: set[tuple[int, int]] = set()
    rows = []
    for y in run:
        cells = []
        for x in columns:
            if (y, x) in inside:
                continue
            bottom, right = merges.get((y, x), (y, x))
            wide = [c for c in columns if x <= c <= right][:MAX_SPAN]
            high = [r for r in run if y <= r <= bottom]
            inside.update((r, c) for r in high for c in wide)
            text = escape(grid[y].get(x, "")).replace("\n", "<br/>")
            tag = "th" if y in header else "td"
            cells.append(f'<{tag} rowspan="{len(high)}" colspan="{len(wide)}">{text}</{tag}>')
        rows.append(f'<tr data-row="{y}">{"".join(cells)}</tr>')
    text = "\n".join(" ".join(grid[y][x] for x in columns if x in grid[y]) for y in run)
    yield table(f"<table>{''.join(rows)}</table>", text, place)
