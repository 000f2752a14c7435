"""The same manual written in every format: what went in is known, so what comes out can be compared with it."""

import csv
import io
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

import docx
import openpyxl
import pptx
from pptx.util import Inches
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

Rows = list[list[str]]
FONT = "STSong-Light"


class Section(NamedTuple):
    """A heading with what stands below it."""

    heading: str
    text: str = ""
    depth: int = 1
    table: Rows = []
    """Column names, then rows."""
    merged: bool = False
    """Equal neighbours in the first column become one merged cell."""


Manual = Sequence[Section]


def merges(table: Rows) -> list[tuple[int, int]]:
    """First and last row of each run of equal values in the first column, header aside."""
    runs, at = [], 1
    for _, group in groupby(row[0] for row in table[1:]):
        size = len(list(group))
        if size > 1:
            runs.append((at, at + size - 1))
        at += size
    return runs


def markdown(manual: Manual) -> bytes:
    """Pipe tables."""
    parts = []
    for section in manual:
        parts += [f"{'#' * (section.depth + 1)} {section.heading}", section.text]
        if section.table:
            lines = ["| " + " | ".join(row) + " |" for row in section.table]
            parts.append("\n".join([lines[0], "|" + " --- |" * len(section.table[0]), *lines[1:]]))
    return "\n\n".join(filter(None, parts)).encode()


def web_page(manual: Manual) -> bytes:
    """With rowspan for merged cells."""
    return f"<html><body>{''.join(map(_html_section, manual))}</body></html>".encode()


def _html_section(section: Section) -> str:
    spans = dict(merges(section.table)) if section.merged else {}
    covered = {row for first, last in spans.items() for row in range(first + 1, last + 1)}
    rows = []
    for y, row in enumerate(section.table):
        tag = "td" if y else "th"
        cells = [f'<{tag} rowspan="{spans.get(y, y) - y + 1}">{escape(row[0])}</{tag}>'] if y not in covered else []
        rows.append("".join([*cells, *(f"<{tag}>{escape(cell)}</{tag}>" for cell in row[1:])]))
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>" if rows else ""
    level = section.depth + 1
    return f"<h{level}>{escape(section.heading)}</h{level}><p>{escape(section.text)}</p>{table}"


def mail(manual: Manual) -> bytes:
    """An HTML body."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "", "shop@example.com", "all@example.com"
    message.set_content(web_page(manual).decode(), subtype="html")
    return message.as_bytes()


def plain_text(manual: Manual) -> bytes:
    """Headings bring their numbers along."""
    return "\n\n".join(f"{section.heading}\n{section.text}" for section in manual).encode("gb18030")


def comma_separated(manual: Manual) -> bytes:
    """The first section's table; there is nothing else in such a file."""
    saved = io.StringIO()
    csv.writer(saved).writerows(manual[0].table)
    return saved.getvalue().encode("gb18030")


def workbook(manual: Manual) -> bytes:
    """A sheet a section."""
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for section in manual:
        sheet = book.create_sheet(section.heading)
        if section.text:
            sheet.cell(1, 1).value = section.text
        top = 3 if section.text else 1
        for y, row in enumerate(section.table, start=top):
            for x, cell in enumerate(row, start=1):
                sheet.cell(y, x).value = cell
                sheet.cell(y, x).data_type = "s"
        for first, last in merges(section.table) if section.merged else ():
            sheet.merge_cells(start_row=first + top, end_row=last + top, start_column=1, end_column=1)
    book.save(saved)
    return saved.getvalue()


def word(manual: Manual) -> bytes:
    """Headings by style."""
    document, saved = docx.Document(), io.BytesIO()
    for section in manual:
        document.add_heading(section.heading, section.depth)
        if section.text:
            document.add_paragraph(section.text)
        if section.table:
            _filled(document.add_table(len(section.table), len(section.table[0])), section)
    document.save(saved)
    return saved.getvalue()


def slides(manual: Manual) -> bytes:
    """A slide a section."""
    deck, saved = pptx.Presentation(), io.BytesIO()
    for section in manual:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = section.heading
        if section.text:
            slide.shapes.add_textbox(Inches(1), Inches(1.4), Inches(8), Inches(0.5)).text_frame.text = section.text
        if section.table:
            size = len(section.table), len(section.table[0])
            _filled(slide.shapes.add_table(*size, Inches(1), Inches(2), Inches(8), Inches(3)).table, section)
    deck.save(saved)
    return saved.getvalue()


def _filled(grid: Any, section: Section) -> None:
    runs = merges(section.table) if section.merged else []
    covered = {row for first, last in runs for row in range(first + 1, last + 1)}
    for y, row in enumerate(section.table):
        for x, cell in enumerate(row):
            if x or y not in covered:
                grid.cell(y, x).text = cell
    for first, last in runs:
        grid.cell(first, 0).merge(grid.cell(last, 0))


def pdf(manual: Manual) -> bytes:
    """Headings by size, ruled tables that run over pages as they fall."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    saved, story = io.BytesIO(), []
    for section in manual:
        story.append(Paragraph(escape(section.heading), _style(20 - 2 * section.depth)))
        if section.text:
            story.append(Paragraph(escape(section.text), _style(10)))
        if section.table:
            runs = merges(section.table) if section.merged else []
            covered = {row for first, last in runs for row in range(first + 1, last + 1)}
            shown = [["" if y in covered and not x else cell for x, cell in enumerate(row)]
                     for y, row in enumerate(section.table)]  # fmt: skip
            spans = [("SPAN", (0, first), (0, last)) for first, last in runs]
            rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 10)]
            story.append(Table(shown, repeatRows=1, style=[*rules, *spans]))
    SimpleDocTemplate(saved, invariant=1).build(story)
    return saved.getvalue()


def _style(size: int) -> ParagraphStyle:
    return ParagraphStyle(str(size), fontName=FONT, fontSize=size, leading=1.6 * size, spaceBefore=8, wordWrap="CJK")


TABLES: dict[str, Callable[[Manual], bytes]] = {
    "md": markdown, "html": web_page, "csv": comma_separated, "xlsx": workbook, "docx": word, "pptx": slides,
    "pdf": pdf, "eml": mail,
}  # fmt: skip
"""Writers of tables by extension."""
HEADINGS: dict[str, Callable[[Manual], bytes]] = {
    "md": markdown, "html": web_page, "docx": word, "pdf": pdf, "eml": mail, "txt": plain_text, "pptx": slides,
    "xlsx": workbook,
}  # fmt: skip
"""Writers of headings by extension."""
