"""Which rows of a table name its columns, and which stand above these as captions."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest import table_words as words
from ingest.partition.grid import Row, parse_grid

LONGEST_NAME = 24
_MOST_HEADERS = 4
VALUE_LIKE = re.compile(
    r"^[¥￥$]?[\d.,]+\s*(?:%|％|元|天|个月|年|小时|分钟|厘米|毫米|公斤|克|升|[a-z]{1,3})?$", re.IGNORECASE
)


def column_names(markup: str) -> list[str]:
    """Names of an HTML table's columns by grid position; none where it has no header."""
    _, grid = captions_of([row for row in parse_grid(markup) if any(cell.text for cell in row.cells)])
    header = header_rows(grid) if grid else 0
    return names_of(grid[:header], len(grid[0].cells)) if header else []


def trimmed(grid: list[Row]) -> list[Row]:
    """Without empty rows and columns."""
    rows = [row for row in grid if any(cell.text for cell in row.cells)]
    width = len(rows[0].cells) if rows else 0
    used = [x for x in range(width) if any(row.cells[x].text for row in rows)]
    return [Row(tuple(row.cells[x] for x in used), row.number) for row in rows]


def is_band(row: Row) -> bool:
    """One cell merged over all columns."""
    return len(row.cells) > 1 and len({cell.origin for cell in row.cells}) == 1


def captions_of(grid: list[Row]) -> tuple[list[str], list[Row]]:
    """Rows of one cell above the column names, and the table without them."""
    captions = []
    while len(grid) > 1 and len(grid[0].cells) > 1 and not grid[0].cells[0].header:
        filled = [cell for cell in grid[0].cells if cell.text]
        alone = len(filled) == 1 and filled[0] is grid[0].cells[0]
        wide = len(grid[0].cells) > 2 or _heads_two_columns(grid[1:])
        if not (is_band(grid[0]) or (alone and wide)):
            break
        captions.append(grid[0].cells[0].text)
        grid = grid[1:]
    return captions, grid


def _heads_two_columns(grid: Sequence[Row]) -> bool:
    """A row of names over rows that are filled as well: the single word above is their caption."""
    named = len(grid) > 1 and all(cell.text for cell in grid[0].cells)
    return named and (_looks_like_header(grid[0]) or _heads_numbers(grid))


def header_rows(grid: Sequence[Row]) -> int:
    """How many rows at the top name the columns."""
    marked = 0
    while marked < len(grid) and all(cell.header for cell in grid[marked].cells):
        marked += 1
    if marked:
        return marked if marked < len(grid) else 1
    if len(grid) < 2 or not (_looks_like_header(grid[0]) or _heads_a_measure(grid) or _heads_numbers(grid)):
        return 0
    if not any(a.origin == b.origin for a, b in pairwise(grid[0].cells)):
        return 1
    # A cell that spans several columns has their names below it; one beside it that spans rows tells how many.
    tall = max(sum(cell in row.cells for row in grid) for cell in grid[0].cells if cell.text)
    if 1 < tall <= _MOST_HEADERS and tall < len(grid):
        return tall
    return 2 if len(grid) > 2 and _looks_like_header(grid[1], second=True) else 1


def _heads_numbers(grid: Sequence[Row]) -> bool:
    """Two columns with a word over dates, codes or sizes: 日期 | 安排 over 1月26日前 | 正常发货."""
    if len(grid[0].cells) != 2 or len(grid) < 3:
        return False
    head, *keys = (row.cells[0].text for row in grid)
    names = [cell.text for cell in grid[0].cells]
    plain = all(name and len(name) <= 8 and not re.search(r"[\d，。；：,;:]", name) for name in names)
    return plain and bool(head) and all(re.search(r"\d", key) for key in keys)


def _heads_a_measure(grid: Sequence[Row]) -> bool:
    """Two columns of which the second holds amounts of one unit below a word: 尺码 | 身高 over S | 155. Some may be
    words that stand for an amount: 免费."""
    if len(grid[0].cells) != 2 or len(grid) < 3 or any(cell.header for cell in grid[0].cells):
        return False
    name, *values = (row.cells[1].text for row in grid)
    amounts = [value for value in values if value and value not in words.NO_AMOUNT]
    units = {re.sub(r"[\d.,\-—~～/]+", "", value).strip() for value in amounts}
    return bool(name and grid[0].cells[0].text) and not re.search(r"\d", name) and len(units) == 1 and all(
        re.match(r"^[¥￥$]?\d", value) for value in amounts)  # fmt: skip


def _looks_like_header(row: Row, second: bool = False) -> bool:
    texts = [cell.text for cell in row.cells]
    if any(len(text) > LONGEST_NAME or VALUE_LIKE.match(text) or text.endswith("。") for text in texts):
        return False
    if len(texts) == 2 and not second:
        first, last = map(words.column_key, texts)
        if words.QUESTION.search(first) and words.ANSWER.search(last):
            return True
        return bool(texts[0] and words.HEADER_ENDS.search(last)) or (first in words.NAME and last in words.VALUE)
    distinct = {(cell.text, cell.origin) for cell in row.cells if cell.text}
    repeated = len({text for text, _ in distinct}) < len(distinct)
    return (second or not repeated) and sum(bool(text) for text in texts) >= len(texts) - 1


def names_of(header: Sequence[Row], width: int) -> list[str]:
    """Column names; two header rows joined as ``上／下``."""
    names = []
    for x in range(width):
        parts = dict.fromkeys(row.cells[x].text.replace("\n", "") for row in header if row.cells[x].text)
        names.append("／".join(parts))
    return names
