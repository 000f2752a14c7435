"""The shapes of a slide: their order, which of them is the title, and which aren't part of the document."""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from ingest.textclean import clean_line

_MARGINS = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
_LONGEST_TITLE = 30
_ONE_ROW = 180_000
"""EMU, half a centimetre: people place boxes by eye."""
_STANDS_OUT = 1.2
"""A line set this much larger than everything else on its slide heads it."""
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT = f"{_MAIN}t"
_NOT_STRUCK = {None, "noStrike"}


def in_reading_order(shapes: Iterable[Any]) -> list[Any]:
    """From top to bottom; what starts at about one height from left to right. A group counts as one, so that a card
    stays together."""
    rows: list[list[Any]] = []
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) < _ONE_ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda shape: shape.left or 0)]


def drop_struck(slide: Any) -> int:
    """Take out struck-out text, in shapes and tables alike, and count it: an old price would run into the new one."""
    struck = 0
    for run in [*slide._element.iter(f"{_MAIN}r")]:
        properties = run.find(f"{_MAIN}rPr")
        if properties is not None and properties.get("strike") not in _NOT_STRUCK:
            struck += bool("".join(text.text or "" for text in run.iter(_TEXT)).strip())
            run.getparent().remove(run)
    return struck


def is_margin(shape: Any) -> bool:
    """Footers, dates and slide numbers."""
    return bool(shape.is_placeholder) and shape.placeholder_format.type in _MARGINS


def is_hidden(shape: Any, slide: tuple[int, int]) -> bool:
    """Switched off in the selection pane, or wholly outside of the slide (width, height)."""
    described = next(iter(shape._element.iter("{*}cNvPr")), None)
    if described is not None and described.get("hidden") in {"1", "true"}:
        return True
    if shape.left is None or shape.top is None or shape.width is None or shape.height is None:
        return False
    right, bottom = shape.left + shape.width, shape.top + shape.height
    return bool(right < 0 or bottom < 0 or (slide[0] and shape.left > slide[0]) or (slide[1] and shape.top > slide[1]))


def slide_title(slide: Any) -> Any | None:
    """The title placeholder; on a slide without one, a short line set larger than everything else."""
    own = slide.shapes.title
    if own is not None and own.text_frame.text.strip():
        return own
    sized = [(size, shape) for shape in _flat(slide.shapes) if shape.has_text_frame and (size := _largest(shape))]
    if len(sized) < 2:
        return None
    sized.sort(key=lambda pair: -pair[0])
    (first, shape), (second, _) = sized[:2]
    text = clean_line(shape.text_frame.text)
    return shape if first >= _STANDS_OUT * second and 0 < len(text) <= _LONGEST_TITLE else None


def _flat(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _flat(shape.shapes)
        else:
            yield shape


def _largest(shape: Any) -> int:
    runs = (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.text.strip())
    return max((run.font.size or 0 for run in runs), default=0)


def diagram_lines(shape: Any) -> list[str]:
    """Texts of a SmartArt diagram, a line a point; they stand in a part of their own."""
    reference = next(iter(shape._element.iter(f"{{{_DIAGRAM}}}relIds")), None)
    key = reference.get(f"{{{_RELATIONS}}}dm") if reference is not None else None
    if key is None or key not in shape.part.rels:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    points = etree.fromstring(shape.part.related_part(key).blob, parser).iter(f"{{{_DIAGRAM}}}pt")
    lines = (clean_line("".join(text.text or "" for text in point.iter(_TEXT))) for point in points)
    return [line for line in lines if line]
