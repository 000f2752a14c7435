"""A document's title: by front matter, its first heading, its page title, or its file name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.blocks import Block
from ingest.sniffing import Format
from ingest.textclean import clean_line

_SHEETS = {Format.XLSX, Format.CSV}
"""Their headings name sheets and tables, not the document."""
_SECTION = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.、\s]|第.{1,3}[章节条]|[（(][一二三四五六七八九十\d]+[）)]|【)"
)
_LONGEST = 60


def document_title(blocks: Sequence[Block], front: Mapping[str, object], name: str, kind: Format) -> str:
    """The title shown with citations; never empty."""
    stem = clean_line(Path(name).stem) or "未命名"
    given = next((str(front[key]) for key in ("title", "标题") if front.get(key)), "")
    if given:
        return clean_line(given)[:_LONGEST]
    if kind in _SHEETS:
        return stem
    first = next((block for block in blocks[:4] if block.kind == "heading"), None)
    if first is not None and len(first.text) <= _LONGEST and not _is_section(first.text):
        rivals = [b for b in blocks if b.kind == "heading" and b is not first and b.depth <= first.depth]
        # On the pages of a PDF sizes vary; there the first line of the first page stands above all.
        if not rivals or (kind is Format.PDF and blocks[0] is first):
            return first.text
    page = clean_line(str(front.get("page_title") or ""))
    return re.split(r"\s+[-–—|_]\s+|[|_]", page)[0].strip()[:_LONGEST] or stem


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with a short first line that stands before a heading made the document's heading."""
    if len(blocks) < 2 or blocks[0].kind != "text" or blocks[1].kind != "heading":
        return list(blocks)
    line = blocks[0].text
    if len(line) > _LONGEST // 2 or re.search(r"[\n。！？；，：:;,!?]", line) or _is_section(line):
        return list(blocks)
    return [replace(blocks[0], kind="heading", depth=0), *blocks[1:]]


def _is_section(text: str) -> bool:
    return bool(_SECTION.match(text))
