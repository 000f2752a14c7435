"""Text placed on a page, from a PDF or from OCR: words to lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_GAP_IN_SIZES = 1.6
"""A wider gap separates columns; Chinese text has no gaps of its own."""


@dataclass(frozen=True)
class Word:
    """A run of characters; coordinates from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


@dataclass
class Line:
    """One line, in segments where it has wide gaps."""

    segments: list[Word]
    page: int = 0
    edge: float = 0.0
    """Right edge of the column it stands in; 0: of the page's text."""
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.top = min(word.top for word in self.segments)
        self.bottom = max(word.bottom for word in self.segments)

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(word.text for word in self.segments)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.segments[-1].x1

    @property
    def size(self) -> float:
        """Size of most of its characters."""
        return max(self.segments, key=lambda word: len(word.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.segments)


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """Words grouped by height, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        if rows and middle < _lower(rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(_segments(sorted(row, key=lambda w: w.x0)), page) for row in rows]


def _lower(row: Sequence[Word]) -> float:
    first = max(row, key=lambda w: w.bottom - w.top)
    return first.bottom - 0.25 * (first.bottom - first.top)


def _segments(row: Sequence[Word]) -> list[Word]:
    merged = [row[0]]
    for before, word in pairwise(row):
        gap, size = word.x0 - before.x1, max(before.size, word.size, 1.0)
        if gap > _GAP_IN_SIZES * size:
            merged.append(word)
            continue
        last = merged[-1]
        latin = last.text[-1:].isascii() or word.text[:1].isascii()
        space = " " if gap > 0.12 * size and (latin or gap > 0.6 * size) else ""
        merged[-1] = Word(
            last.text + space + word.text, last.x0, word.x1, min(last.top, word.top), max(last.bottom, word.bottom),
            max(last.size, word.size), last.bold and word.bold,
        )  # fmt: skip
    return merged
