"""Sentence splitting: at 。！？ and line ends, never at ；, whose halves need each other."""

import re
from typing import NamedTuple

from agent.reasoning.embedded.passages.unit import Unit, UnitKind
from domain.evidence import Passage

_STEP = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+步[:：、，,]?|步骤[一二三四五六七八九十\d]+[:：、，,]?|"
    r"[(（]?\d{1,2}[)）.、．](?!\d)|[①-⑳])\s*"
)
_BULLET = re.compile(r"^\s*(?:[-*•·●▪◦■□▶➤]|[(（][一二三四五六七八九十][)）])\s*")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|[一二三四五六七八九十]{1,3}、|【[^】]{1,20}】\s*$)")
_QUESTION_MARK = re.compile(r"^\s*(?:问|Q|q)\s*[:：]")
_ANSWER_MARK = re.compile(r"^\s*(?:答|A|a)\s*[:：]\s*")
_END = re.compile(r"(?<=[。！？!?])(?![”」』）)。！？!?])|(?<=[。！？][”」』）)])(?![。！？])|(?<=[a-z]\.)\s+(?=[A-Z])")
SHORTEST = 4
"""Characters; a shorter piece belongs to its neighbour."""
HEADING = 14
"""Characters; a longer line without a mark of its own is text."""


class _Line(NamedTuple):
    text: str
    kind: UnitKind
    heading: bool


def split_passage(passage: Passage) -> list[Unit]:
    """The units of a passage in order; a table row is one unit; headings and lead-ins only introduce others."""
    if passage.kind == "table_row" and passage.cells:
        return [Unit(passage.text.strip(), passage, "row", 0, 0)]
    units: list[Unit] = []
    lead, block, last_kind = "", 0, "sentence"
    lines = [line for raw in passage.text.splitlines() if (line := _line(raw, passage))]
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following and _introduces(line, following):
            lead, block = line.text, block + 1
            continue
        if line.kind != last_kind or line.kind == "sentence":
            block += 1
        if line.kind == "sentence" and last_kind != "sentence":
            lead = ""
        last_kind = line.kind
        pieces = [line.text] if line.kind != "sentence" else sentences(line.text)
        units += [Unit(piece, passage, line.kind, len(units) + i, block, lead) for i, piece in enumerate(pieces)]
    return units


def sentences(text: str) -> list[str]:
    """The sentences of one line, each verbatim; a very short one stays with the sentence before it."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.start()].strip()
        if len(piece) >= SHORTEST or not found:
            if piece:
                found.append(piece)
            start = match.end()
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found


def _introduces(line: _Line, following: _Line) -> bool:
    if line.heading or (line.kind == "sentence" and line.text.endswith(("：", ":"))):
        return True
    # A numbered heading (2. 什么时候开): a few words without an end mark, followed by running text.
    short = len(line.text) <= HEADING and not line.text.endswith(("。", "；", "！", ";")) and "，" not in line.text
    return short and following.kind == "sentence" and (line.kind == "step" or len(following.text) > 2 * len(line.text))


def _line(raw: str, passage: Passage) -> _Line | None:
    text = raw.strip()
    if not text or _QUESTION_MARK.match(text) or (passage.question and text == passage.question):
        return None
    if answer := _ANSWER_MARK.match(text):
        return _Line(text[answer.end() :], "sentence", False)
    if _HEADING.match(text) and not text.endswith(("。", "；", "！", "？")):
        return _Line(text, "sentence", True)
    if step := _STEP.match(text):
        rest = text[step.end() :]
        return _Line(rest, "step", False) if rest else None
    if bullet := _BULLET.match(text):
        rest = text[bullet.end() :]
        return _Line(rest, "item", False) if rest else None
    return _Line(text, "sentence", False)
