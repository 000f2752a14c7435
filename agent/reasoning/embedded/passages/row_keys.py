"""What tells the rows of a table apart: the first column, and as many more as rows with the same first cell need."""

from collections.abc import Sequence

from agent.reasoning.embedded.passages.unit import Unit

MOST = 4
"""Columns looked at; rows that are still alike then can't be told apart by reading."""
Cell = tuple[str, str]


def same_table(unit: Unit, other: Unit) -> bool:
    """Whether both are rows under the same columns of the same section."""
    a, b = unit.passage, other.passage
    together = a.section == b.section and a.document_id == b.document_id
    return together and bool(a.cells) and bool(b.cells) and a.cells[0][0] == b.cells[0][0]


def key_cells(unit: Unit, peers: Sequence[Unit]) -> tuple[Cell, ...]:
    """The row's first cell, and those in which other rows that begin alike differ from it.

    Args:
        unit: A row with cells.
        peers: Units of the turn; those that aren't rows of its table don't count.
    """
    cells = unit.passage.cells
    rows = [dict(p.passage.cells) for p in peers if p.key != unit.key and same_table(unit, p)]
    alike = [row for row in rows if row.get(cells[0][0]) == cells[0][1]]
    key = [cells[0]]
    for column, value in cells[1:MOST]:
        rest = [row for row in alike if row.get(column) == value]
        if len(rest) < len(alike):
            key.append((column, value))
            alike = rest
    return tuple(key)
