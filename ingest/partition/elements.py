"""What a partitioner returns, and short ways to make unstructured Elements."""

from dataclasses import dataclass, field
from datetime import date

from unstructured.documents.elements import Element, ElementMetadata, ListItem, NarrativeText, Table, Title


@dataclass(frozen=True)
class Place:
    """Where in the source an element stands."""

    page: int | None = None
    sheet: str | None = None


NOWHERE = Place()


@dataclass
class Partitioned:
    """A document taken apart."""

    elements: list[Element]
    left_out: list[str] = field(default_factory=list)
    """What was left out on purpose, for people."""
    hidden: list[str] = field(default_factory=list)
    """Text nobody sees in the rendered document; screened, never indexed."""
    comments: list[str] = field(default_factory=list)
    """What authors wrote for one another; the same."""
    front_matter: dict[str, object] = field(default_factory=dict)
    ocr_seconds: float = 0.0
    modified: date | None = None
    marks: list[str] = field(default_factory=list)
    """Watermarks: not part of the text, but they may say that it is internal."""


def _metadata(place: Place, depth: int | None = None, html: str | None = None) -> ElementMetadata:
    return ElementMetadata(
        category_depth=depth, page_number=place.page, page_name=place.sheet, text_as_html=html, languages=["zho"]
    )


def title(text: str, depth: int, place: Place = NOWHERE) -> Element:
    """A heading; 1 is the top (unstructured counts from 0), 0 stands above all: the document's title."""
    return Title(text, metadata=_metadata(place, depth - 1))


def end_of_section(depth: int) -> Element:
    """What follows no longer stands under the last heading of this depth or below."""
    return Title("", metadata=_metadata(NOWHERE, depth - 1))


def paragraph(text: str, place: Place = NOWHERE) -> Element:
    """Running text."""
    return NarrativeText(text, metadata=_metadata(place))


def item(text: str, depth: int = 1, place: Place = NOWHERE) -> Element:
    """A list item with its own number, if it has one."""
    return ListItem(text, metadata=_metadata(place, depth))


def table(html: str, text: str, place: Place = NOWHERE) -> Element:
    """A table; ``html`` holds rows and cells, ``text`` is for screening."""
    return Table(text, metadata=_metadata(place, html=html))
