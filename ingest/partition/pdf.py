"""PDF to Elements over pdfplumber; pages without text are rendered and read by OCR."""

import io
import logging
from collections.abc import Callable
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.partition.columns import ONE_COLUMN, Columns, read_lines
from ingest.partition.elements import Partitioned, Place
from ingest.partition.layout import Line, Word, lines_of
from ingest.partition.layout_flow import Markup, Placed, body_size, flow, without_running_heads
from ingest.partition.layout_tables import take_tables
from ingest.partition.pdf_tables import PageTable, join_over_pages, page_tables
from ingest.refusals import FileRefusedError, Reason

_HEADING_RATIO = 1.1
_LEAST_SLANT = 0.08
"""Tangent of about five degrees; pages scanned askew lean less."""
_LEAST_TEXT = 8
"""Fewer characters on a page with a picture: the page is a scan."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)
"""It warns of each font that names no box, several hundred times for a printed web page."""

ReadPage = Callable[[bytes, int], list[Word]]
"""Reads page n (from 0) of these bytes by OCR; in PDF points."""


def partition_pdf(data: bytes, max_pages: int = 500, read_page: ReadPage | None = None) -> Partitioned:
    """Elements of all pages. Raises: FileRefusedError; NeedsOcrError: there are scanned pages and no ``read_page``."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > max_pages:
                raise FileRefusedError(Reason.TOO_MANY_PAGES)
            return _partition(document, data, read_page)
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect)
        raise FileRefusedError(Reason.ENCRYPTED if locked else Reason.DAMAGED) from error


class NeedsOcrError(Exception):
    """The file has to be read in a process with room for OCR."""


def _partition(document: Any, data: bytes, read_page: ReadPage | None) -> Partitioned:
    found = Partitioned([])
    pages: list[list[Line]] = []
    columns: list[Columns] = []
    tables: list[list[PageTable]] = []
    everything: list[Word] = []
    right = height = 0.0
    scanned = 0
    for number, page in enumerate(document.pages):
        marks = _watermark(page)
        found.marks.extend(marks)
        words, hidden = _words(page)
        found.hidden.extend(hidden)
        if sum(len(word.text) for word in words) < _LEAST_TEXT and (page.images or page.curves):
            if read_page is None:
                raise NeedsOcrError
            words = read_page(data, number)
            scanned += 1
        placed = page_tables(page, words, number + 1)
        loose = [word for word in words if not any(table.covers(word) for table in placed)]
        boxes = [(table.box[0], table.box[2], table.top) for table in placed]
        before = next((seen for seen in reversed(columns) if seen.middle > 0), ONE_COLUMN)
        lines, set_in = read_lines(loose, number + 1, float(page.width), boxes, before)
        pages.append(lines)
        columns.append(set_in)
        tables.append(placed)
        right = max([right, *(word.x1 for word in loose)])
        height = max(height, float(page.height))
        everything.extend(words)
        page.close()
    kept, running = without_running_heads(pages, height)
    found.elements = flow(_in_order(kept, tables, columns), _HEADING_RATIO, right, body_size(everything))
    if running:
        found.left_out.append(f"页眉、页脚、页码 {running} 行 (running heads and page numbers)")
    if found.hidden:
        found.left_out.append(f"不可见文字 {len(found.hidden)} 处 (invisible text)")
    if found.marks:
        found.left_out.append(f"水印等斜排文字 {len(found.marks)} 处 (watermarks and other slanted text)")
    if scanned:
        found.left_out.append(f"扫描页 {scanned} 页由文字识别得到，请抽查 (scanned pages read by OCR: spot-check)")
    return found


def _words(page: Any) -> tuple[list[Word], list[str]]:
    """Visible words, and text too small or too white to see."""
    shown: list[Word] = []
    hidden: list[Word] = []
    backed = bool(page.images) or any(rect.get("fill") and not _is_white(rect) for rect in page.rects)
    unique = page.filter(lambda thing: not _is_slanted(thing)).dedupe_chars(tolerance=1)
    for found in unique.extract_words(
        x_tolerance_ratio=0.25, y_tolerance=2, extra_attrs=["size", "fontname", "non_stroking_color"]
    ):
        faint = found["size"] < 2 or (_is_white(found) and not backed)
        name = str(found["fontname"]).lower()
        word = Word(found["text"], found["x0"], found["x1"], found["top"], found["bottom"], found["size"],
                    any(mark in name for mark in ("bold", "heavy", "black", "-bd")))  # fmt: skip
        (hidden if faint else shown).append(word)
    return shown, [line.text for line in lines_of(hidden, 0)]


def _watermark(page: Any) -> list[str]:
    """Text set at a slant, which stands over the page and isn't part of it."""
    text = "".join(str(char["text"]) for char in page.chars if _is_slanted(char)).strip()
    return [text] if text else []


def _is_slanted(thing: Any) -> bool:
    """Neither level nor at a right angle. Italics lean, but their base line is level."""
    matrix = thing.get("matrix") if thing.get("object_type") == "char" else None
    if matrix is None:
        return False
    along, across = abs(matrix[0]), abs(matrix[1])
    return bool(min(along, across) > _LEAST_SLANT * max(along, across))


def _is_white(thing: Any) -> bool:
    color = thing.get("non_stroking_color")
    parts = color if isinstance(color, list | tuple) else (color,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part < 0.02 for part in parts) if len(parts) == 4 else all(part > 0.98 for part in parts)


def _in_order(
    pages: list[list[Line]], tables: list[list[PageTable]], columns: list[Columns]
) -> list[Placed | tuple[Markup, Place]]:
    joined = join_over_pages(pages, tables)
    ordered: list[Placed | tuple[Markup, Place]] = []
    for lines, placed, set_in in zip(pages, joined, columns, strict=True):
        entries = list(take_tables(lines))
        keys = [set_in.key(entry.x0, entry.x1, entry.top) for entry in entries]
        at = 0
        for table in sorted(placed, key=lambda t: set_in.key(t.box[0], t.box[2], t.top)):
            key = set_in.key(table.box[0], table.box[2], table.top)
            end = next((n for n in range(at, len(keys)) if keys[n] >= key), len(keys))
            ordered.extend(entries[at:end])
            ordered.append((table.markup(), Place(page=table.page)))
            at = end
        ordered.extend(entries[at:])
    return ordered
