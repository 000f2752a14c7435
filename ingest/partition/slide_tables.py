"""Tables of slides, with merged cells as spans."""

from html import escape
from typing import Any

from ingest.textclean import clean_text


def table_of(grid: Any) -> tuple[str, str]:
    """HTML with spans, and plain text."""
    rows, lines = [], []
    for row in grid.rows:
        cells = [cell for cell in row.cells if not cell.is_spanned]
        texts = [clean_text(cell.text.replace("\v", "\n")) for cell in cells]
        rows.append("".join(map(_markup, cells, texts)))
        lines.append(" ".join(filter(None, texts)))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>", "\n".join(lines)


def _markup(cell: Any, text: str) -> str:
    high, wide = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
    return f'<td rowspan="{high}" colspan="{wide}">{escape(text).replace(chr(10), "<br/>")}</td>'
