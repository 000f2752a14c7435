"""How far a picture is turned, told by its lines and by how sure the recogniser is of one of them."""

import numpy as np
import pytest

from ingest.partition.turned import Pixels, turns_to_upright


def _page() -> Pixels:
    """A line of ink whose left end is bright: what an ideal recogniser would be sure of."""
    page = np.zeros((200, 300, 3), dtype=np.uint8)
    page[50:70, 20:280] = 100
    page[50:70, 20:150] = 200
    return page


def _sure(line: Pixels) -> float:
    """Sure where the line lies and its left half is the brighter one."""
    height, width = line.shape[:2]
    if height > width:
        return 0.0
    return 0.95 if line[:, : width // 2].mean() > line[:, width // 2 :].mean() else 0.3


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
def test_a_page_is_turned_back_from_every_side(turned: int) -> None:
    page = np.ascontiguousarray(np.rot90(_page(), turned))
    rows, columns = np.nonzero(page[:, :, 0])
    left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
    box = [[left, top], [right, top], [right, bottom], [left, bottom]]
    turns = turns_to_upright(page, [box], ["七天无理由退货"], _sure)
    assert (turned + turns) % 4 == 0


def test_a_few_letters_are_no_reason_to_turn() -> None:
    box = [[0, 0], [10, 0], [10, 40], [0, 40]]
    assert turns_to_upright(np.zeros((50, 50, 3), dtype=np.uint8), [box], ["夏"], _sure) == 0
