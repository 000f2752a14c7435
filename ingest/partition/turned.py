"""Whether a picture lies on its side or stands on its head.

The recogniser reads lines at any quarter turn, but the order of the lines and the heights of headings need the picture
upright.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_TALL = 1.5
"""Height over width from which a line lies on its side."""
_LEAST_LETTERS = 4
_JUDGED = 3
"""Lines that are looked at both ways: a single one may be read nearly as surely upside down."""
_SURER = 0.2
"""How much surer the recogniser has to be of the turned lines."""


def turns_to_upright(
    picture: Pixels, boxes: Sequence[Any], texts: Sequence[str], sure: Callable[[Pixels], float]
) -> int:
    """Quarter turns to the left (`numpy.rot90`) that make the picture upright: 0 to 3.

    Args:
        picture: [height, width, 3].
        boxes: of the lines, [4, 2] each, x and y.
        texts: what was read in them.
        sure: how sure the recogniser is of a line's picture as it stands, 0-1.
    """
    lines = [(box, len(text)) for box, text in zip(boxes, texts, strict=True) if len(text) >= _LEAST_LETTERS]
    if not lines:
        return 0
    lying = sum(letters for box, letters in lines if _is_tall(box)) > sum(letters for _, letters in lines) / 2
    same = [line for line in lines if _is_tall(line[0]) == lying]
    longest = sorted(same, key=lambda line: -line[1])[:_JUDGED]
    crops = [_cut(picture, box) for box, _ in longest]
    ways = (1, 3) if lying else (0, 2)
    first, second = (np.mean([sure(np.ascontiguousarray(np.rot90(crop, way))) for crop in crops]) for way in ways)
    if lying:
        return ways[0] if first >= second else ways[1]
    return 2 if second > first + _SURER else 0


def _is_tall(box: Any) -> bool:
    width, height = np.ptp(np.asarray(box), axis=0)
    return bool(height > _TALL * width)


def _cut(picture: Pixels, box: Any) -> Pixels:
    corners = np.asarray(box, dtype=int)
    (left, top), (right, bottom) = corners.min(axis=0).clip(0), corners.max(axis=0)
    return picture[top : bottom + 1, left : right + 1]
