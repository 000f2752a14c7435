"""Tables inside the cells of another one: each becomes a table of its own, under a caption that says where it stood."""

import re
from html import escape

from ingest.table_headers import column_names

_LONGEST = 24
_SENTENCE = re.compile(r"[。！？；;!?，,]")
_COLON = re.compile(r"\s*[：:]\s*$")


def own_title(above: str, row_label: str) -> str:
    """The line before a table in its cell, where it names the table instead of leading in to it.

    Args: row_label: the first cell of the row, if that is another one.
    """
    line = _COLON.sub("", above)
    leads_in = line != above and bool(row_label)
    return line if len(line) <= _LONGEST and not _SENTENCE.search(line) and not leads_in else ""


def place_title(row_label: str, column: int, outer: str) -> str:
    """Row and column in which a table stands. Args: column: grid position; outer: HTML of the table it stands in."""
    names = column_names(outer)
    name = names[column] if column < len(names) else ""
    label = _COLON.sub("", row_label.replace("\n", " "))
    return "／".join(dict.fromkeys(part for part in (label, name) if 0 < len(part) <= _LONGEST))


def captioned(rows: str, width: int, caption: str) -> str:
    """HTML of a table; a caption is a first row over all columns, as captions are in other formats."""
    first = f'<tr><td colspan="{width}">{escape(caption)}</td></tr>' if caption and width > 1 else ""
    return f"<table>{first}{rows}</table>"
