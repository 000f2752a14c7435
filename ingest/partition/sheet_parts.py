"""Tables that stand side by side on a sheet."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Grid = dict[int, dict[int, str]]
"""Shown text by row and column."""
Merges = dict[tuple[int, int], tuple[int, int]]
"""First to last cell of merged ranges."""
_WIDE_GAP = 2
_SIDES = 2
"""Least columns and rows of a table."""
_HEAD_ROWS = 3


def side_by_side(run: Sequence[int], grid: Grid, merges: Merges) -> list[set[int]]:
    """Columns of each table in a run of rows, from left to right.

    An empty column alone doesn't part a table: one column of it may just be unused. It does where what stands on its
    two sides begins or ends at other rows, starts with the same column name, or stands further apart.
    """
    filled = {x for y in run for x in grid[y]}
    used = set(filled)
    for y in run:
        for x in grid[y]:
            used.update(range(x, min(merges.get((y, x), (y, x))[1], x + 199) + 1))
    blocks = list(_blocks(sorted(used)))
    parts = [blocks[0]]
    for before, block in pairwise(blocks):
        if _apart(parts[-1], block, min(block) - max(before) - 1, run, grid):
            parts.append(block)
        else:
            parts[-1] = parts[-1] | block
    return [part & filled for part in parts]


def _blocks(columns: Sequence[int]) -> Iterator[set[int]]:
    block = {columns[0]}
    for x in columns[1:]:
        if x - 1 not in block:
            yield block
            block = set()
        block.add(x)
    yield block


def _apart(left: set[int], right: set[int], gap: int, run: Sequence[int], grid: Grid) -> bool:
    if len(left) < _SIDES or len(right) < _SIDES:
        return False
    rows = [[y for y in run if not side.isdisjoint(grid[y])] for side in (left, right)]
    if min(map(len, rows)) < _SIDES:
        return False
    if gap >= _WIDE_GAP or rows[0][0] != rows[1][0] or rows[0][-1] != rows[1][-1]:
        return True
    firsts = [(grid[y].get(min(left)), grid[y].get(min(right))) for y in rows[0][:_HEAD_ROWS]]
    return any(a is not None and a == b and not re.search(r"\d", a) for a, b in firsts)
