"""Slides to Elements; hidden slides, speaker notes, footers and what lies beside the slide stay out.

Unstructured's own partitioner leaves merged cells empty, tears grouped shapes apart and doesn't read diagrams.
"""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE
from unstructured.documents.elements import Element

from ingest.partition.elements import Partitioned, Place, item, table, title
from ingest.partition.slide_shapes import (
    diagram_lines,
    drop_struck,
    in_reading_order,
    is_hidden,
    is_margin,
    slide_title,
)
from ingest.partition.slide_tables import table_of
from ingest.textclean import clean_line, clean_text

_LEFT_OUT = {
    "slides": "隐藏幻灯片 {} 张 (hidden slides)",
    "notes": "演讲者备注 {} 处 (speaker notes)",
    "margins": "页脚、日期、页码 {} 处 (footers, dates and slide numbers)",
    "struck": "划掉的文字 {} 处 (struck-out text)",
    "hidden": "隐藏或画面外的对象 {} 个 (hidden or off-slide shapes)",
    "pictures": "图片 {} 张，未读取其中文字 (pictures: their text is not read)",
    "charts": "图表 {} 个，未读取 (charts are not read)",
}
"""What is counted while reading, and how the report says it."""


def partition_pptx(data: bytes) -> Partitioned:
    """Elements of the visible slides; a slide's title is a heading, its other lines are items."""
    deck = pptx.Presentation(io.BytesIO(data))
    found = Partitioned([])
    counts: Counter[str] = Counter()
    number = 0
    for slide in deck.slides:
        counts["notes"] += slide.has_notes_slide and bool(_notes(slide).strip())
        if slide._element.get("show") == "0":
            counts["slides"] += 1
            continue
        number += 1
        counts["struck"] += drop_struck(slide)
        reader = _SlideReader(deck, slide, Place(page=number), counts)
        found.elements.extend(reader.elements(depth=1 if number == 1 else 2))
        found.hidden.extend(reader.hidden)
    found.left_out.extend(shape.format(counts[kind]) for kind, shape in _LEFT_OUT.items() if counts[kind])
    return found


class _SlideReader:
    """One slide."""

    def __init__(self, deck: Any, slide: Any, place: Place, counts: Counter[str]) -> None:
        self._size = (deck.slide_width or 0, deck.slide_height or 0)
        self._slide = slide
        self._place = place
        self._counts = counts
        self.hidden: list[str] = []

    def elements(self, depth: int) -> Iterator[Element]:
        """The title first, wherever it stands, then the shapes from top to bottom."""
        heading = slide_title(self._slide)
        if heading is not None:
            yield title(_line(heading.text_frame.text), depth, self._place)
        skip = heading.shape_id if heading is not None else None
        yield from self._shapes(in_reading_order(self._slide.shapes), skip)

    def _shapes(self, shapes: list[Any], skip: int | None) -> Iterator[Element]:
        for shape in shapes:
            if shape.shape_id == skip:
                continue
            if is_margin(shape):
                self._counts["margins"] += bool(shape.has_text_frame and shape.text_frame.text.strip())
            elif is_hidden(shape, self._size):
                self._counts["hidden"] += 1
                self.hidden.extend(_texts(shape))
            elif shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                yield from self._shapes(in_reading_order(shape.shapes), skip)
            else:
                yield from self._shape(shape)

    def _shape(self, shape: Any) -> Iterator[Element]:
        if getattr(shape, "has_table", False) and shape.has_table:
            markup, text = table_of(shape.table)
            if text.strip():
                yield table(markup, text, self._place)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                text = clean_text(_broken(paragraph.text))
                if text:
                    yield item(text, max(paragraph.level or 0, 1), self._place)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            self._counts["charts"] += 1
        elif lines := diagram_lines(shape):
            yield from (item(line, 1, self._place) for line in lines)
        elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            self._counts["pictures"] += 1


def _texts(shape: Any) -> list[str]:
    inner = shape.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP else ()
    own = [_line(shape.text_frame.text)] if shape.has_text_frame else []
    return [text for text in [*own, *(text for part in inner for text in _texts(part))] if text]


def _broken(text: str) -> str:
    """A line break inside a paragraph is a vertical tab."""
    return text.replace("\v", "\n")


def _line(text: str) -> str:
    return clean_line(_broken(text))


def _notes(slide: Any) -> str:
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame is not None else ""
