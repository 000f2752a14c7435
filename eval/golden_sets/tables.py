"""Golden sets as tables, for people who keep them in a spreadsheet: a row a sample.

A cell holds a list as lines; alternatives within a ``must_include`` line are separated by ``|``.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from domain.errors import ConfigurationError
from eval.golden_sets.raw import Raw, named

HEADER = (
    "id", "customer", "turns", "outcome", "must_include", "must_not_include", "source", "tools", "risk_topic",
    "action", "action_args", "intent", "sentiment", "record", "end_state", "simulate", "approve", "now", "tags",
    "accepted", "note",
)  # fmt: skip
"""Columns; id, turns and outcome are needed, the others may be left out."""

NONE = "none"
"""In ``risk_topic``: none may be found. An empty cell isn't judged."""


def from_csv(path: Path) -> Iterator[Raw]:
    """UTF-8, or GB 18030 as Excel writes it in China."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise ConfigurationError(f"{path.name} can't be read: save it as CSV in UTF-8.") from None
    yield from _samples(path.name, list(csv.reader(io.StringIO(text, newline=""))))


def from_xlsx(path: Path) -> Iterator[Raw]:
    """The first visible sheet; formulas count as what they show."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise ConfigurationError(f"{path.name} can't be read: save it as an Excel workbook (.xlsx).") from None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise ConfigurationError(f"{path.name} has no visible sheet.")
    rows = [[_text(cell) for cell in row] for row in sheets[0].iter_rows(values_only=True)]
    book.close()
    yield from _samples(path.name, rows)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    # A number typed into a cell comes back as 5.0.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _samples(name: str, rows: list[list[str]]) -> Iterator[Raw]:
    if not rows:
        raise ConfigurationError(f"{name} is empty; its first row names the columns: {', '.join(HEADER[:5])} …")
    header = [cell.strip().lower() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    unknown = [column for column in header if column not in HEADER]
    if unknown:
        raise ConfigurationError(f"{name}: there is no column {unknown[0]!r}; the columns are {', '.join(HEADER)}.")
    if len(set(header)) != len(header):
        raise ConfigurationError(f"{name}: a column is given twice.")
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            place = f"row {number}"
            sample = _sample(f"{name}, {place}", {c: v.strip() for c, v in zip(header, row, strict=False) if v.strip()})
            yield Raw(named(sample, place), sample)


def _sample(place: str, cells: dict[str, str]) -> dict[str, Any]:
    sample: dict[str, Any] = {"customer": cells.get("customer")}
    expect: dict[str, Any] = {}
    for column, cell in cells.items():
        if column in _OF_SAMPLE:
            sample[column] = _read(place, column, cell, _OF_SAMPLE[column])
        elif column in _OF_EXPECTATION:
            expect[column] = _read(place, column, cell, _OF_EXPECTATION[column])
    if "risk_topic" in cells:
        expect["risk_topic"] = None if cells["risk_topic"].lower() == NONE else cells["risk_topic"]
    if "action" in cells:
        expect["action"] = {
            "name": cells["action"],
            "args": _read(place, "action_args", cells.get("action_args", "{}"), _json),
        }
    return {**sample, "expect": expect}


def _read(place: str, column: str, cell: str, reading: Callable[[str], object]) -> object:
    try:
        return reading(cell)
    except ValueError:
        raise ConfigurationError(
            f"{place}: the cell {column} can't be read: {_HINTS.get(column, 'it must be JSON')}."
        ) from None


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]


def _any_of(cell: str) -> list[str]:
    return [part.strip() for line in _lines(cell) for part in line.split("|") if part.strip()]


def _words(cell: str) -> list[str]:
    return [part for part in cell.replace(",", " ").replace("，", " ").replace("|", " ").split() if part]


def _groups(cell: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|") if part.strip()] for line in _lines(cell)]


def _flag(cell: str) -> bool:
    if cell.lower() in ("true", "yes", "1", "是"):
        return True
    if cell.lower() in ("false", "no", "0", "否"):
        return False
    raise ValueError


def _json(cell: str) -> Any:
    return json.loads(cell)


_OF_SAMPLE: dict[str, Callable[[str], object]] = {
    "id": str, "turns": _lines, "simulate": _json, "approve": _flag, "now": str, "tags": _words, "accepted": _flag,
    "note": str,
}  # fmt: skip
_OF_EXPECTATION: dict[str, Callable[[str], object]] = {
    "outcome": _words, "must_include": _groups, "must_not_include": _any_of, "source": _any_of, "tools": _words,
    "intent": _words, "sentiment": lambda cell: [int(part) for part in _words(cell)], "record": _json,
    "end_state": _json,
}  # fmt: skip
_HINTS = {"approve": "true or false", "accepted": "true or false", "sentiment": "numbers from 1 to 5"}
