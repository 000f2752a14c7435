"""Workbooks to Elements: a heading a sheet, a Table a region; what is hidden stays out.

Unstructured's own partitioner takes in hidden sheets, leaves merged cells empty and shows dates as timestamps.
"""

import io
from collections.abc import Iterator
from html import escape
from typing import Any

import openpyxl
from unstructured.documents.elements import Element

from ingest.partition.cell_format import shown_value
from ingest.partition.elements import Partitioned, Place, paragraph, table, title
from ingest.partition.grid import MAX_SPAN
from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_text

_Grid = dict[int, dict[int, str]]


def partition_xlsx(data: bytes, max_cells: int) -> Partitioned:
    """Elements of the visible sheets' saved values. Raises: FileRefusedError: more than ``max_cells`` cells."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = Partitioned([])
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        found.left_out.append(f"隐藏工作表 {len(hidden)} 张 (hidden sheets)")
    cells = 0
    for sheet in visible:
        grid, notes = _values(sheet)
        cells += sum(map(len, grid.values()))
        if cells > max_cells:
            raise FileRefusedError(Reason.TOO_MANY_CELLS)
        found.left_out.extend(f"工作表“{sheet.title}”：{note}" for note in notes)
        elements = list(_regions(sheet, grid))
        if elements and (len(visible) > 1 or not sheet.title.lower().startswith("sheet")):
            found.elements.append(title(sheet.title, 1, Place(sheet=sheet.title)))
        found.elements.extend(elements)
    return found


def _values(sheet: Any) -> tuple[_Grid, list[str]]:
    """Shown text by row and column, and notes on what was left out."""
    rows_off = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    columns_off = {n for group in sheet.column_dimensions.values() if group.hidden
                   for n in range(group.min or 0, min(group.max or 0, 20_000) + 1)}  # fmt: skip
    grid: _Grid = {}
    skipped = comments = 0
    # The sparse store itself: one stray cell far below makes the sheet's rectangle astronomically large.
    for (y, x), cell in sorted(sheet._cells.items()):
        comments += cell.comment is not None
        text = clean_text(shown_value(cell.value, cell.number_format))
        if not text:
            continue
        if y in rows_off or x in columns_off:
            skipped += 1
            continue
        grid.setdefault(y, {})[x] = text
    notes = [f"隐藏行列中的 {skipped} 个单元格 (cells in hidden rows or columns)"] if skipped else []
    return grid, notes + ([f"批注 {comments} 条 (comments)"] if comments else [])


def _regions(sheet: Any, grid: _Grid) -> Iterator[Element]:
    """Runs of filled rows: several columns make a Table, one column makes paragraphs."""
    merges = {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
    hidden = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    merged = {
        row for (y, x), (y2, _) in merges.items() if x in grid.get(y, {}) for row in range(y, min(y2, y + 9999) + 1)
    }
    covered = hidden | merged
    place = Place(sheet=sheet.title)
    run: list[int] = []
    for y in sorted(grid):
        if run and not set(range(run[-1] + 1, y)) <= covered:
            yield from _region(run, grid, merges, place)
            run = []
        run.append(y)
    if run:
        yield from _region(run, grid, merges, place)


def _region(
    run: list[int], grid: _Grid, merges: dict[tuple[int, int], tuple[int, int]], place: Place
) -> Iterator[Element]:
    columns = sorted({x for y in run for x in grid[y]})
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
            cells.append(f'<td rowspan="{len(high)}" colspan="{len(wide)}">{text}</td>')
        rows.append(f'<tr data-row="{y}">{"".join(cells)}</tr>')
    text = "\n".join(" ".join(grid[y][x] for x in columns if x in grid[y]) for y in run)
    yield table(f"<table>{''.join(rows)}</table>", text, place)
