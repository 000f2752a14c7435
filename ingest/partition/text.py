"""Plain text to Elements: numbered headings, items, paragraphs; lines wrapped by hand are joined again."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from unstructured.documents.elements import Element

from ingest.headings import is_list_item, numbered_depth, plain_number_depth
from ingest.partition.elements import NOWHERE, Partitioned, Place, item, paragraph, title
from ingest.textclean import clean_line

_RULER = re.compile(r"^[\s=\-_*#~─━—═·.]{3,}$")
_REMARK = re.compile(r"^[（(].*[）)]$|^\S{0,8}(?:日期|时间|版本)[:：]")
_ENDS_LINE = re.compile(r"[。！？!?；;：:.…”』」）)]$")


def partition_text(text: str) -> Partitioned:
    """Elements of a plain-text file."""
    return Partitioned(text_elements(text, titled=True))


def text_elements(text: str, titled: bool = False, place: Place = NOWHERE) -> list[Element]:
    """Elements of lines. With ``titled`` a short first line that stands alone is the document's title."""
    blocks = [block for part in re.split(r"\n\s*\n", _plain(text)) if (block := _lines(part))]
    if titled and blocks and _is_title(blocks[0]):
        first = blocks[0][0]
        rest = [blocks[0][1:], *blocks[1:]] if len(blocks[0]) > 1 else blocks[1:]
        return [title(first, 1, place), *_elements(rest, place, offset=1)]
    return _elements(blocks, place, offset=0)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")


def _lines(part: str) -> list[str]:
    lines = [clean_line(line) for line in part.split("\n") if not _RULER.match(line)]
    return _unwrapped([line for line in lines if line])


def _is_title(block: Sequence[str]) -> bool:
    first = block[0]
    alone = len(block) == 1 or numbered_depth(block[1]) is not None or bool(_REMARK.match(block[1]))
    return alone and len(first) <= 30 and not _ENDS_LINE.search(first) and not is_list_item(first)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join lines that were broken at a fixed width: nearly all equally long and most not ending a sentence."""
    widths = [_width(line) for line in lines[:-1]]
    if len(widths) < 2 or median(widths) < 40:
        return list(lines)
    broken = sum(not _ENDS_LINE.search(line) and _width(line) > 0.8 * max(widths) for line in lines[:-1])
    if broken < 0.6 * len(widths):
        return list(lines)
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _width(before) > 0.7 * max(widths) and not is_list_item(line):
            space = " " if joined[-1][-1].isascii() and line[0].isascii() else ""
            joined[-1] += space + line
        else:
            joined.append(line)
    return joined


def _width(line: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in line)


def _elements(blocks: Sequence[Sequence[str]], place: Place, offset: int) -> list[Element]:
    elements: list[Element] = []
    flat = [(line, i) for block in blocks for i, line in enumerate(block)]
    for n, (line, at) in enumerate(flat):
        following = flat[n + 1] if n + 1 < len(flat) else None
        body = following[0] if following and following[1] > 0 else None
        depth = numbered_depth(line) or plain_number_depth(line, body)
        if depth is not None and following is not None:
            elements.append(title(line, depth + offset, place))
        elif is_list_item(line):
            elements.append(item(re.sub(r"^\s*[-*•·●○▪◆■□➢►]\s*", "", line), 1, place))
        elif at > 0 and elements and elements[-1].category == "NarrativeText":
            elements[-1] = paragraph(f"{elements[-1].text}\n{line}", place)
        else:
            elements.append(paragraph(line, place))
    return elements
