"""CSV and TSV to one Table element, whatever the encoding and the separator."""

import csv
import io
import re

from ingest.partition.elements import Partitioned, paragraph, table
from ingest.partition.grid import table_markup
from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_text

_SEPARATORS = ",\t;|，"
_DECLARED = re.compile(r'^\ufeff?"?sep=([^\w"\s]|\t)"?[ \t]*\r?\n', re.IGNORECASE)
"""A first line for Excel, which isn't data."""


def partition_csv(text: str, max_cells: int) -> Partitioned:
    """The rows with their line numbers. Raises: FileRefusedError: too many cells, or broken quoting."""
    csv.field_size_limit(1_000_000)
    declared = _DECLARED.match(text)
    separator = declared[1] if declared else _separator(text)
    text = text[declared.end() :] if declared else text
    rows: list[list[str]] = []
    numbers: list[int] = []
    cells = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=2 if declared else 1
        ):
            cells += len(row)
            if cells > max_cells:
                raise FileRefusedError(Reason.TOO_MANY_CELLS)
            cleaned = [clean_text(value) for value in row]
            if any(cleaned):
                rows.append(cleaned)
                numbers.append(number)
    except csv.Error as error:
        raise FileRefusedError(Reason.DAMAGED) from error
    if not rows:
        raise FileRefusedError(Reason.NO_TEXT)
    if max(map(len, rows)) == 1:
        return Partitioned([paragraph(row[0]) for row in rows])
    text = "\n".join(" ".join(filter(None, row)) for row in rows)
    return Partitioned([table(table_markup(rows, numbers, header_rows=int(_is_header(rows))), text)])


def _is_header(rows: list[list[str]]) -> bool:
    """In these files the first row names the columns, unless it looks like the values below."""
    first = rows[0]
    plain = all(text and len(text) <= 40 and not re.match(r"^[¥￥$]?[\d.,]+", text) for text in first)
    return len(rows) > 1 and plain and len(set(first)) == len(first)


def _separator(text: str) -> str:
    """The separator that splits the first lines most evenly."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def score(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    best = max(_SEPARATORS, key=score)
    return best if score(best)[1] else ","
