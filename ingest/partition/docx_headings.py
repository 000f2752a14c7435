"""Headings of a Word document that unstructured takes for text: outline levels, derived styles, bold lines."""

import re
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from ingest.textclean import clean_line

_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE_STYLES = {"Title", "标题"}
_SENTENCE = re.compile(r"[。！？；;，,：:]$|[。！；].")
_LONGEST = 30
_BOLD_LINE_DEPTH = 3


def text_headings(document: Document) -> dict[str, int]:
    """Depth of each heading by its text; 0: the document's title."""
    found: dict[str, int] = {}
    seen = False
    for paragraph in document.paragraphs:
        text = clean_line(paragraph.text)
        if not text or len(text) > _LONGEST * 2:
            continue
        depth = _outline_depth(paragraph)
        if depth is None and _looks_like_heading(paragraph, text):
            depth = _BOLD_LINE_DEPTH if seen else _BOLD_LINE_DEPTH - 1
        seen = True
        if depth is not None:
            found[text] = depth
    return found


def _outline_depth(paragraph: Any) -> int | None:
    properties = paragraph._element.pPr
    level = properties.find(qn("w:outlineLvl")) if properties is not None else None
    if level is not None and (level.get(qn("w:val")) or "9") < "9":
        return int(level.get(qn("w:val"))) + 1
    style = paragraph.style
    while style is not None:
        match = _HEADING_STYLE.match(style.name or "")
        if match or (style.name or "") in _TITLE_STYLES:
            return int(match[1]) if match else 0
        style = style.base_style
    return None


def _looks_like_heading(paragraph: Any, text: str) -> bool:
    properties = paragraph._element.pPr
    numbered = properties is not None and properties.numPr is not None
    if numbered or len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
