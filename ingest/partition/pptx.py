"""Slides to Elements through unstructured, after hidden slides are taken out; speaker notes stay out."""

import io

import pptx
from unstructured.documents.elements import Element, PageBreak, Table
from unstructured.partition.pptx import partition_pptx as unstructured_pptx

from ingest.partition.elements import Partitioned, Place, item, title
from ingest.textclean import clean_line


def partition_pptx(data: bytes) -> Partitioned:
    """Elements of the visible slides; a slide's title is a heading, its other lines are items."""
    deck = pptx.Presentation(io.BytesIO(data))
    slides = list(deck.slides._sldIdLst)
    hidden = [node for node, slide in zip(slides, deck.slides, strict=True) if slide._element.get("show") == "0"]
    notes = sum(slide.has_notes_slide and bool(_notes(slide).strip()) for slide in deck.slides)
    for node in hidden:
        deck.slides._sldIdLst.remove(node)
    titles = {
        (page, clean_line(slide.shapes.title.text_frame.text))
        for page, slide in enumerate(deck.slides, start=1)
        if slide.shapes.title is not None
    }
    saved = io.BytesIO()
    deck.save(saved)
    saved.seek(0)
    found = Partitioned([])
    for element in unstructured_pptx(file=saved, languages=["zho"], include_slide_notes=False):
        if not isinstance(element, PageBreak) and element.text.strip():
            found.elements.append(_settled(element, titles))
    if hidden:
        found.left_out.append(f"隐藏幻灯片 {len(hidden)} 张 (hidden slides)")
    if notes:
        found.left_out.append(f"演讲者备注 {notes} 处 (speaker notes)")
    return found


def _notes(slide: object) -> str:
    frame = slide.notes_slide.notes_text_frame  # type: ignore[attr-defined]
    return frame.text if frame is not None else ""


def _settled(element: Element, titles: set[tuple[int, str]]) -> Element:
    """Unstructured calls nearly every short Chinese line a Title; only a slide's own title is one."""
    page = element.metadata.page_number or 0
    text = clean_line(element.text)
    if isinstance(element, Table):
        return element
    if (page, text) in titles:
        return title(text, 1 if page == 1 else 2, Place(page=page))
    return item(text, max(element.metadata.category_depth or 1, 1), Place(page=page))
