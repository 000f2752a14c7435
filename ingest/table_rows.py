"""Tables as rows that stand alone: each value with its column's name, captions and bands as headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import table_words as words
from ingest.partition.grid import Row, parse_grid

_MAX_HEADER = 24
_MOST_HEADERS = 4
_VALUE_LIKE = re.compile(
    r"^[¥￥$]?[\d.,]+\s*(?:%|％|元|天|个月|年|小时|分钟|厘米|毫米|公斤|克|升|[a-z]{1,3})?$", re.IGNORECASE
)


@dataclass(frozen=True)
class TableRow:
    """One row, readable without its table."""

    text: str
    cells: tuple[tuple[str, str], ...]
    number: int | None = None
    question: str | None = None
    similar: tuple[str, ...] = ()
    under: str = ""


def table_rows(markup: str) -> tuple[list[TableRow], list[str]]:
    """Rows of an HTML table, and the names of columns left out as internal."""
    grid = _trimmed(parse_grid(markup))
    if not grid:
        return [], []
    captions, grid = _captions(grid)
    header_rows = _header_rows(grid)
    names = _names(grid[:header_rows], len(grid[0].cells))
    internal = [n for n, name in enumerate(names) if name and words.INTERNAL.search(name)]
    kept = [n for n in range(len(names)) if n not in internal]
    rows: list[TableRow] = []
    bands: list[Row] = []
    empty = False
    for row in grid[header_rows:] if len(grid) > 1 else []:
        if _is_band(row) and not _is_note(row.cells[0].text):
            # Bands right below each other are a group within a group.
            bands, empty = [*bands, row] if empty else [row], True
            continue
        empty = False
        under = " > ".join(filter(None, [*captions, *(found.cells[0].text for found in bands)]))
        if _is_band(row):
            rows.append(TableRow(_flat(row.cells[0].text), (), row.number, under=under))
            continue
        values = [(names[n], row.cells[n].text.strip()) for n in kept]
        made = _row(values, row.number, under)
        if made.text:
            rows.append(made)
    if rows and empty:
        # Nothing stands below them: totals or remarks, and no headings.
        closing = " > ".join(captions)
        rows.extend(TableRow(_flat(band.cells[0].text), (), band.number, under=closing) for band in bands)
    if not rows:
        text = "；".join(dict.fromkeys(cell.text for row in grid for cell in row.cells if cell.text))
        rows = [TableRow(text, (), grid[0].number, under=" > ".join(captions))]
    return rows, [names[n] for n in internal]


def _trimmed(grid: list[Row]) -> list[Row]:
    """Without empty rows and columns."""
    rows = [row for row in grid if any(cell.text for cell in row.cells)]
    width = len(rows[0].cells) if rows else 0
    used = [x for x in range(width) if any(row.cells[x].text for row in rows)]
    return [Row(tuple(row.cells[x] for x in used), row.number) for row in rows]


def _is_band(row: Row) -> bool:
    """One cell merged over all columns."""
    return len(row.cells) > 1 and len({cell.origin for cell in row.cells}) == 1


def _captions(grid: list[Row]) -> tuple[list[str], list[Row]]:
    captions = []
    while len(grid) > 1 and len(grid[0].cells) > 1 and not grid[0].cells[0].header:
        filled = [cell for cell in grid[0].cells if cell.text]
        alone = len(filled) == 1 and filled[0] is grid[0].cells[0]
        wide = len(grid[0].cells) > 2 or _heads_two_columns(grid[1:])
        if not (_is_band(grid[0]) or (alone and wide)):
            break
        captions.append(grid[0].cells[0].text)
        grid = grid[1:]
    return captions, grid


def _heads_two_columns(grid: Sequence[Row]) -> bool:
    """A row of names over rows that are filled as well: the single word above is their caption."""
    named = len(grid) > 1 and all(cell.text for cell in grid[0].cells)
    return named and (_looks_like_header(grid[0]) or _heads_numbers(grid))


def _header_rows(grid: Sequence[Row]) -> int:
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
    """Two columns of which the second holds numbers of one unit below a word: 尺码 | 身高 over S | 155."""
    if len(grid[0].cells) != 2 or len(grid) < 3 or any(cell.header for cell in grid[0].cells):
        return False
    name, *values = (row.cells[1].text for row in grid)
    units = {re.sub(r"[\d.,\-—~～/]+", "", value).strip() for value in values if value}
    return bool(name and grid[0].cells[0].text) and not re.search(r"\d", name) and len(units) == 1 and all(
        re.match(r"^[¥￥$]?\d", value) for value in values if value)  # fmt: skip


def _looks_like_header(row: Row, second: bool = False) -> bool:
    texts = [cell.text for cell in row.cells]
    if any(len(text) > _MAX_HEADER or _VALUE_LIKE.match(text) or text.endswith("。") for text in texts):
        return False
    if len(texts) == 2 and not second:
        first, last = map(words.column_key, texts)
        if words.QUESTION.search(first) and words.ANSWER.search(last):
            return True
        return bool(texts[0] and words.HEADER_ENDS.search(last)) or (first in words.NAME and last in words.VALUE)
    distinct = {(cell.text, cell.origin) for cell in row.cells if cell.text}
    repeated = len({text for text, _ in distinct}) < len(distinct)
    return (second or not repeated) and sum(bool(text) for text in texts) >= len(texts) - 1


def _names(header: Sequence[Row], width: int) -> list[str]:
    """Column names; two header rows joined as ``上／下``."""
    names = []
    for x in range(width):
        parts = dict.fromkeys(row.cells[x].text.replace("\n", "") for row in header if row.cells[x].text)
        names.append("／".join(parts))
    return names


def _row(values: list[tuple[str, str]], number: int | None, under: str) -> TableRow:
    keys = [words.column_key(name) for name, _ in values]
    asked = next((n for n, k in enumerate(keys) if words.QUESTION.search(k) and not words.SIMILAR.search(k)), None)
    answered = next((n for n, key in enumerate(keys) if words.ANSWER.search(key)), None)
    filled = tuple((name, value) for name, value in values if value)
    if len(values) > 1 and len(filled) == 1 and _is_note(filled[0][1]):
        return TableRow(_flat(filled[0][1]), (), number, under=under)
    if asked is not None and answered is not None and values[asked][1] and values[answered][1]:
        return _faq(values, keys, asked, answered, number, under)
    if not any(name for name, _ in values):
        key, rest = values[0][1], "；".join(_flat(value) for _, value in filled[1:])
        if key and rest and len(key) <= _MAX_HEADER and not _VALUE_LIKE.match(key):
            return TableRow(_pair(key, rest), ((key, rest),), number, under=under)
        return TableRow("；".join(_flat(value) for _, value in filled), filled, number, under=under)
    generic = len(values) == 2 and keys[0] in words.NAME | words.INDEX and keys[1] in words.VALUE
    if generic and values[0][1] and values[1][1]:
        return TableRow(_pair(values[0][1], values[1][1]), filled, number, under=under)
    text = "；".join(_pair(name, value) for name, value in filled)
    return TableRow(text, filled, number, under=under)


def _is_note(value: str) -> bool:
    """A sentence that was written right below a table, and so became a row of it."""
    return len(value) > _MAX_HEADER or value.endswith(("。", "！", "；"))


def _faq(
    values: list[tuple[str, str]], keys: list[str], asked: int, answered: int, number: int | None, under: str
) -> TableRow:
    similar = [value for (_, value), key in zip(values, keys, strict=True) if words.SIMILAR.search(key)]
    topics = [value for (_, value), key in zip(values, keys, strict=True) if key in words.CATEGORY and value]
    known = words.CATEGORY | words.INDEX
    more = [
        _pair(name, value) for n, ((name, value), key) in enumerate(zip(values, keys, strict=True))
        if value and n not in {asked, answered} and key not in known and not words.SIMILAR.search(key)
    ]  # fmt: skip
    phrasings = [part.strip() for value in similar for part in re.split(r"[;；|｜\n]+", value)]
    return TableRow(
        "\n".join([values[answered][1], *more]),
        tuple((name, value) for name, value in values if value),
        number,
        values[asked][1].replace("\n", " "),
        tuple(dict.fromkeys(filter(None, phrasings))),
        " > ".join(filter(None, [under, *topics])),
    )


def _pair(name: str, value: str) -> str:
    return f"{name}：{_flat(value)}" if name else _flat(value)


def _flat(value: str) -> str:
    """Lines of a cell as one line."""
    *lines, last = value.split("\n")
    ends = re.compile(r"[。；;，,、：:！？]$")
    return "".join(line if ends.search(line) else f"{line}，" for line in lines) + last
