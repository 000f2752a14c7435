"""Lines of all pages to Elements: headings by size, lines joined to paragraphs, running heads taken out."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from unstructured.documents.elements import Element

from ingest.headings import is_list_item, numbered_depth
from ingest.partition.elements import Place, item, paragraph, table, title
from ingest.partition.grid import table_markup
from ingest.partition.layout import Line, Word
from ingest.partition.layout_tables import PlacedTable

_PAGE_NUMBER = re.compile(
    r"^[\s\-—–·|]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–·|]*$|^page\s*\d+(?:\s*of\s*\d+)?$",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:[.．·]\s?){4,}\s*\d+\s*$|…{2,}\s*\d+\s*$")
_STOP = re.compile(r"[。！？；;!?]$|[。！？；].")
_MARGIN = 0.09
"""Share of the page's height in which running heads stand."""
_PUNCTUATED = re.compile(r"[，。；！？]")
_SENTENCE_WEIGHT = 4
_BARE = re.compile(r"^[^\s\d，。：；、,.:;!?！？（）()]{2,12}$")
_RECOGNISED = 1.3
"""From this ratio on the lines come from OCR."""
_ENDED = re.compile(r"[。！？；.!?;”』」）)]$")
Placed = Line | PlacedTable
Markup = tuple[str, str]
"""A ruled table, joined over pages: HTML and plain text."""


def body_size(words: Sequence[Word]) -> float:
    """The size most characters of sentences are set in: a short page may hold more headings than text."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[_rounded(word.size)] += len(word.text) * (_SENTENCE_WEIGHT if _PUNCTUATED.search(word.text) else 1)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def without_running_heads(pages: Sequence[Sequence[Line]], height: float) -> tuple[list[list[Line]], int]:
    """Pages without repeated lines and page numbers in their margins, and how many lines went."""
    shapes: Counter[str] = Counter(
        shape for lines in pages for shape in {_shape(word) for line in _edges(lines, height) for word in line.segments}
    )
    repeated = {shape for shape, n in shapes.items() if len(pages) > 1 and n >= max(2, len(pages) / 2)}
    kept = []
    for lines in pages:
        edges = {id(line) for line in _edges(lines, height)}
        gone = {
            id(line) for line in lines
            if id(line) in edges
            and all(_shape(word) in repeated or _PAGE_NUMBER.match(word.text) for word in line.segments)
        }  # fmt: skip
        kept.append([line for line in lines if id(line) not in gone])
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edges(lines: Sequence[Line], height: float) -> list[Line]:
    return [line for line in lines if line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height]


def _shape(word: Word) -> str:
    return f"{round(word.top / 6)}|{re.sub(r'[0-9]+', '#', word.text)}"


def flow(
    placed: Sequence[Placed | tuple[Markup, Place]], heading_ratio: float, right: float, usual: float
) -> list[Element]:
    """Elements in order.

    Args: heading_ratio: how much larger than the body a heading is; right: the text's edge; usual: the body's size.
    """
    lines = [entry for entry in placed if isinstance(entry, Line)]
    ranks = sorted({_rounded(line.size) for line in lines if line.size > usual * heading_ratio}, reverse=True)
    bare = _bare_headings(placed) if heading_ratio >= _RECOGNISED else set()
    elements: list[Element] = []
    before: Line | None = None
    for entry in placed:
        if isinstance(entry, PlacedTable):
            text = "\n".join(" ".join(filter(None, row)) for row in entry.rows)
            elements.append(table(table_markup(entry.rows), text, Place(page=entry.page)))
        elif isinstance(entry, tuple):
            (markup, text), place = entry
            elements.append(table(markup, text, place))
        elif not _CONTENTS_LINE.search(entry.text):
            depth = _depth(entry, usual, ranks, heading_ratio) or (len(ranks) + 2 if id(entry) in bare else None)
            _add_line(elements, entry, before, depth, entry.edge or right)
            before = entry
            continue
        before = None
    return elements


def _bare_headings(placed: Sequence[Placed | tuple[Markup, Place]]) -> set[int]:
    """Short lines without punctuation or digits before a longer line: in pictures weight and size can't be told."""
    found = set()
    for line, following in pairwise(placed):
        if isinstance(line, Line) and len(line.segments) == 1 and _BARE.match(line.text):
            longer = following.text if isinstance(following, Line) else "".join(map(str, [following]))
            if len(longer) > len(line.text) + 4:
                found.add(id(line))
    return found


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _depth(line: Line, usual: float, ranks: Sequence[float], ratio: float) -> int | None:
    if line.size > usual * ratio and len(line.text) <= 60 and not _STOP.search(line.text):
        return min(1 + ranks.index(_rounded(line.size)), 6)
    numbered = numbered_depth(line.text)
    if numbered is not None:
        return numbered + len(ranks)
    if line.bold and len(line.text) <= 30 and not re.search(r"[。；，：:;,]", line.text):
        return len(ranks) + 3
    return None


def _add_line(elements: list[Element], line: Line, before: Line | None, depth: int | None, right: float) -> None:
    place, text = Place(page=line.page), line.text.strip()
    last = elements[-1] if elements else None
    if depth is not None:
        continues = (
            before is not None and last is not None and last.category == "Title" and before.page == line.page
            and abs(before.size - line.size) < 0.6 and before.x1 > right - 2 * line.size
        )  # fmt: skip
        if continues and last is not None:
            last.text = _joined(last.text, text)
        else:
            elements.append(title(text, depth, place))
    elif is_list_item(text):
        elements.append(item(text, 1, place))
    elif before is not None and last is not None and last.category != "Title" and _same_paragraph(before, line, right):
        last.text = _joined(last.text, text)
    else:
        elements.append(paragraph(text, place))


def _same_paragraph(before: Line, line: Line, right: float) -> bool:
    size, right = max(line.size, 1.0), before.edge or right
    short = before.x1 < right - 2.5 * size
    # A line may break early before a long number or address; it then stops in mid-sentence.
    ended = bool(_ENDED.search(before.text)) or before.x1 - before.x0 < 0.6 * (right - before.x0)
    if (short and ended) or abs(before.size - line.size) > 0.25 * size:
        return False
    next_column = line.page == before.page and line.edge > 0 and line.bottom < before.top
    if before.page != line.page or next_column:
        return line.page <= before.page + 1 and not re.search(r"[。！？.!?：:]$", before.text)
    return line.top - before.bottom < 1.3 * size and line.x0 - before.x0 < 1.5 * size


def _joined(text: str, more: str) -> str:
    latin = text[-1:].isascii() and more[:1].isascii() and text[-1:].isalnum() and more[:1].isalnum()
    return f"{text} {more}" if latin else text + more
