"""What a sheet shows: its cells without those that are hidden, invisible or struck out."""

from collections import Counter
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from ingest.partition.cell_format import shown_value
from ingest.partition.sheet_parts import Grid
from ingest.textclean import clean_text

_LEFT_OUT = {
    "hidden": "隐藏行列中的 {} 个单元格 (cells in hidden rows or columns)",
    "struck": "划掉的文字 {} 处 (struck-out text)",
    "unseen": "看不见的单元格 {} 个 (invisible cells)",
    "comments": "批注 {} 条 (comments)",
}
_NOTHING_SHOWN = ";;;"
"""A number format that shows neither numbers nor text."""
_TOO_SMALL = 2.0
"""Points."""
_WHITE_THEME = 0
"""Index of the window's background in a theme."""


def shown_cells(sheet: Any) -> tuple[Grid, list[str], list[str]]:
    """Shown text by row and column, notes on what was left out, and the text that nobody sees."""
    rows_off = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    columns_off = {n for group in sheet.column_dimensions.values() if group.hidden
                   for n in range(group.min or 0, min(group.max or 0, 20_000) + 1)}  # fmt: skip
    grid: Grid = {}
    unseen: list[str] = []
    counts: Counter[str] = Counter()
    # The sparse store itself: one stray cell far below makes the sheet's rectangle astronomically large.
    for (y, x), cell in sorted(sheet._cells.items()):
        counts["comments"] += cell.comment is not None
        value, struck = _without_struck(cell)
        text = clean_text(shown_value(value, cell.number_format))
        if y in rows_off or x in columns_off:
            counts["hidden"] += bool(text)
            continue
        counts["struck"] += struck
        if text and cell.has_style and _is_unseen(cell, bool(sheet.tables)):
            counts["unseen"] += 1
            unseen.append(text)
        elif text:
            grid.setdefault(y, {})[x] = text
    notes = [note.format(counts[kind]) for kind, note in _LEFT_OUT.items() if counts[kind]]
    return grid, notes, unseen


def _without_struck(cell: Any) -> tuple[object, bool]:
    """The cell's value without what is struck out in it, and whether anything is."""
    value = cell.value
    if value is not None and cell.has_style and cell.font.strike and not isinstance(value, CellRichText):
        return None, True
    if not isinstance(value, CellRichText):
        return value, False
    whole = bool(cell.has_style and cell.font.strike)
    kept = [part for part in value if not (part.font.strike if isinstance(part, TextBlock) else whole)]
    return "".join(map(str, kept)), len(kept) < len(value)


def _is_unseen(cell: Any, in_table: bool) -> bool:
    """Formatted away, too small, or white on nothing. Args: in_table: a table's style may colour the ground."""
    if cell.number_format == _NOTHING_SHOWN or (cell.font.sz or 11) <= _TOO_SMALL:
        return True
    color = cell.font.color
    if color is None or cell.fill.fill_type is not None or in_table:
        return False
    white = color.type == "rgb" and str(color.rgb)[-6:].upper() == "FFFFFF"
    return white or (color.type == "theme" and color.theme == _WHITE_THEME and not color.tint)
