"""Pages set in two columns of running text: where the gutter is, and in which order such a page is read.

Lines of the two columns need not stand at the same heights, so columns are told before lines are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.partition.layout import Line, Word, lines_of

Key = tuple[int, int, float]
"""Band between what crosses the gutter, column (0 crosses, 1 left, 2 right), height."""
_STEP = 2.0
"""Points in which the middle of the page is looked through."""
_SIDES = (0.3, 0.7)
"""Shares of the page's width between which a gutter stands."""
_LEAST_LINES, _FEW_LINES = 6, 2
_LEAST_TEXT = 12
"""Characters of a column's usual line; with fewer it holds cells."""
_WHOLE = 0.7
"""Share of a column's lines that have no gaps of their own."""
_MOST_CROSSING = 0.3
"""Lines over both columns, as a share of the lines of the shorter one."""
_BESIDE = 0.5
"""Share of the shorter column that has the other one at its side."""
_JOINED = 1.6
"""Gap in sizes up to which words of one height belong to one line."""


@dataclass(frozen=True)
class Columns:
    """A page's two columns."""

    middle: float
    breaks: tuple[float, ...]
    """Heights at which something crosses the gutter: both columns are read to there first."""

    def key(self, x0: float, x1: float, top: float) -> Key:
        """By which things on the page sort into reading order."""
        band = sum(height <= top for height in self.breaks)
        return band, 0 if x0 < self.middle < x1 else 1 if x1 <= self.middle else 2, top


ONE_COLUMN = Columns(-1.0, ())


def read_lines(
    words: Sequence[Word],
    page: int,
    width: float,
    crossing: Sequence[tuple[float, float, float]] = (),
    before: Columns = ONE_COLUMN,
) -> tuple[list[Line], Columns]:
    """Lines in reading order, and the columns by which other things are placed among them.

    Args:
        width: of the page.
        crossing: left, right and upper edge of tables, which may stand over both columns.
        before: columns of an earlier page: less is asked of a page that goes on in them.
    """
    found = _split(words, width, before)
    if found is None:
        return lines_of(words, page), ONE_COLUMN
    middle, (across, left, right) = found
    wide = lines_of(across, page)
    sides = [lines_of(side, page) for side in (left, right)]
    tops = [line.top for line in wide] + [top for x0, x1, top in crossing if x0 < middle < x1]
    columns = Columns(middle, tuple(sorted(tops)))
    for lines in sides:
        edge = max(line.x1 for line in lines)
        for line in lines:
            line.edge = edge
    return sorted([*wide, *sides[0], *sides[1]], key=lambda line: columns.key(line.x0, line.x1, line.top)), columns


def _split(
    words: Sequence[Word], width: float, before: Columns
) -> tuple[float, tuple[list[Word], list[Word], list[Word]]] | None:
    """The gutter's middle, and the words across it, left and right of it; None: not such a page."""
    if len(words) < 2 * _FEW_LINES:
        return None
    size = median(word.size for word in words)
    gutter = _gutter(words, width, max(size, 4.0))
    if gutter is None:
        return None
    middle = sum(gutter) / 2
    across = _whole_lines(words, [word for word in words if word.x0 < gutter[1] and word.x1 > gutter[0]])
    rest = [word for word in words if id(word) not in across]
    parts = (
        [word for word in words if id(word) in across],
        [word for word in rest if word.x1 <= middle],
        [word for word in rest if word.x1 > middle],
    )
    known = gutter[0] < before.middle < gutter[1]
    return (middle, parts) if _is_running_text(*parts, known) else None


def _gutter(words: Sequence[Word], width: float, size: float) -> tuple[float, float] | None:
    """The stripe, at least a character wide, that the fewest words stand in."""
    low, high = (share * width for share in _SIDES)
    counts = [0] * int((high - low) / _STEP)
    for word in words:
        for step in range(max(0, int((word.x0 - low) / _STEP)), min(len(counts), int((word.x1 - low) / _STEP) + 1)):
            counts[step] += 1
    span = max(2, round(0.8 * size / _STEP))
    stripes = range(len(counts) - span + 1)
    if not stripes:
        return None
    worst = [max(counts[start : start + span]) for start in stripes]
    least = min(worst)
    # Of equally empty stripes the middle one.
    best = [start for start in stripes if worst[start] == least]
    run = [best[0]]
    for start in best[1:]:
        if start != run[-1] + 1:
            break
        run.append(start)
    return low + run[0] * _STEP, low + (run[-1] + span) * _STEP


def _whole_lines(words: Sequence[Word], across: Sequence[Word]) -> set[int]:
    """Identities of the words across the gutter and of those that continue their lines to the left and right."""
    found: set[int] = set()
    for word in across:
        row = sorted((w for w in words if word.top <= (w.top + w.bottom) / 2 <= word.bottom), key=lambda w: w.x0)
        at = next(n for n, w in enumerate(row) if w is word)
        found.add(id(word))
        for side in (row[at:], row[at::-1]):
            for before, other in pairwise(side):
                if max(other.x0 - before.x1, before.x0 - other.x1) > _JOINED * max(before.size, 1.0):
                    break
                found.add(id(other))
    return found


def _is_running_text(across: Sequence[Word], left: Sequence[Word], right: Sequence[Word], known: bool) -> bool:
    """Args: known: the page before has its gutter here."""
    sides = [lines_of(side, 0) for side in (left, right)]
    fewest = min(map(len, sides))
    crossing = len(lines_of(across, 0)) if across else 0
    if fewest < (_FEW_LINES if known else _LEAST_LINES) or crossing > (1 if known else _MOST_CROSSING) * fewest:
        return False
    texts = [line.text if known else word.text for lines in sides for line in lines for word in line.segments]
    if median(map(len, texts)) < _LEAST_TEXT:
        return False
    if known:
        return True
    if any(sum(len(line.segments) == 1 for line in lines) < _WHOLE * len(lines) for lines in sides):
        return False
    extents = [lines[-1].bottom - lines[0].top for lines in sides]
    beside = min(lines[-1].bottom for lines in sides) - max(lines[0].top for lines in sides)
    return beside > _BESIDE * min(extents)
