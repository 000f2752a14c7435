"""A document's title: by front matter, its first heading, its page title, or its file name."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.blocks import Block
from ingest.sniffing import Format
from ingest.textclean import clean_line

_SHEETS = {Format.XLSX, Format.CSV}
"""Their headings name sheets and tables, not the document."""
_LONGEST = 60


def document_title(blocks: Sequence[Block], front: Mapping[str, object], name: str, kind: Format) -> str:
    """The title shown with citations; never empty."""
    stem = clean_line(Path(name).stem) or "未命名"
    given = next((str(front[key]) for key in ("title", "标题") if front.get(key)), "")
    if given:
        return clean_line(given)[:_LONGEST]
    if kind in _SHEETS:
        return stem
    first = next((n for n, block in enumerate(blocks[:4]) if block.kind == "heading"), None)
    if first is not None:
        heading = blocks[first]
        higher = any(block.kind == "heading" and block.depth < heading.depth for block in blocks)
        if not higher and len(heading.text) <= _LONGEST and not _is_numbered(heading.text):
            return heading.text
    page = clean_line(str(front.get("page_title") or ""))
    return re.split(r"\s+[-–—|_]\s+|[|_]", page)[0].strip()[:_LONGEST] or stem


def _is_numbered(text: str) -> bool:
    return bool(re.match(r"^\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.、\s]|第.{1,3}[章节条])", text))
