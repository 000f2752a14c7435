"""The rows of a table that another row refers to: 在上表基础上多5天 tells nothing without them."""

import re
from collections.abc import Iterable, Sequence

from backends.knowledge.shop_index import ShopIndex
from domain.documents import Chunk
from domain.ids import ChunkId

MOST = 24
"""Rows of the other table that are brought; one asks which of them is meant."""
NEAR = 12
"""Chunks between the row and the table that it refers to, its own table's other rows included."""
_BEFORE = re.compile(r"[上前]表")
_AFTER = re.compile(r"[下后]表")


def referred_rows(index: ShopIndex, chosen: Sequence[Chunk]) -> list[Chunk]:
    """The rows that rows among these refer to, in reading order, without those that are there already."""
    held = {chunk.chunk_id for chunk in chosen}
    found: dict[ChunkId, Chunk] = {}
    for row in (chunk for chunk in chosen if chunk.kind == "table_row"):
        for pattern, step in ((_BEFORE, -1), (_AFTER, 1)):
            if pattern.search(row.text):
                found |= {chunk.chunk_id: chunk for chunk in _table_from(index, row, step)}
    return sorted((c for c in found.values() if c.chunk_id not in held), key=lambda c: (c.document_id, c.ordinal))


def _table_from(index: ShopIndex, row: Chunk, step: int) -> Iterable[Chunk]:
    """The next table of other columns in this direction; nothing where none stands near."""
    place, rows = row.ordinal + step, list[Chunk]()
    while len(rows) < MOST and (rows or abs(place - row.ordinal) <= NEAR):
        chunk = index.chunks.get(ChunkId(f"{row.document_id}:{row.generation}:{place}"))
        place += step
        if chunk is None:
            break
        if chunk.kind == "table_row" and chunk.cells and _columns(chunk) != _columns(row):
            if rows and _columns(chunk) != _columns(rows[0]):
                break
            rows.append(chunk)
        elif rows:
            break
    return rows


def _columns(chunk: Chunk) -> tuple[str, ...]:
    return tuple(column for column, _ in chunk.cells)
