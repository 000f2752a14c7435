"""A table row in words: the cells that are asked for, each quoted as it stands."""

import re

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.words.answer_types import SHAPED, holds
from agent.reasoning.embedded.words.matching import coverage, fold
from domain.reply import Sentence, Support

ALL_CELLS = 5
"""A row of at most this many cells is told whole when no column is asked for."""
TYPED = 0.4
"""What a cell of the asked kind (a price, a time) is worth beside its column's name."""
_EMPTY = frozenset({"", "-", "—", "/", "无"})
_CONDITION = re.compile(r"条件|要求|备注|说明|限制|注意|例外|前提")


def row_sentence(question: Question, unit: Unit) -> Sentence:
    """The row's key and the asked columns (all of a small row), with the row's own words as support."""
    cells = [(column, value) for column, value in unit.passage.cells if value.strip() not in _EMPTY]
    key, rest = cells[:1], cells[1:]
    wanted = _asked(question, rest, fold(key[0][1]) if key else "")
    parts = [f"{column}{_colon(column)}{value}" for column, value in wanted]
    head = key[0][1] if key else ""
    text = (f"{head}：" if parts else head) + "；".join(part.rstrip("。；;") for part in parts)
    used = [*key, *wanted]
    return Sentence(text=text + "。", supports=_supports(unit, used))


def _asked(question: Question, cells: list[tuple[str, str]], key: str) -> list[tuple[str, str]]:
    """The columns that are asked for, and one that states conditions; all of a small row when none stands out."""
    kind = question.main_type
    # What the key names already (the product) says nothing about the column.
    terms = [term for term in question.terms if coverage(term, key) < 0.5]
    strengths = []
    for column, value in cells:
        strength = sum(coverage(t, fold(column)) * t.weight + 0.4 * coverage(t, fold(value)) * t.weight for t in terms)
        if kind is not None and kind in SHAPED and holds(kind, f"{column}{value}"):
            strength += TYPED
        strengths.append(strength)
    best = max(strengths, default=0.0)
    if best >= 0.35:
        named = [n for n, strength in enumerate(strengths) if strength >= 0.75 * best]
        extra = [n for n, (column, _) in enumerate(cells) if n not in named and _CONDITION.search(column)]
        return [cells[n] for n in sorted([*named[:ALL_CELLS], *extra[:1]])]
    return cells[:ALL_CELLS]


def _colon(column: str) -> str:
    return "：" if column else ""


def _supports(unit: Unit, used: list[tuple[str, str]]) -> tuple[Support, ...]:
    """Each cell's stretch of the row's text, with its column name where they stand together; else the whole row."""
    text, supports = unit.passage.text, []
    for column, value in used:
        match = re.search(re.escape(column) + r"\s*[:：]?\s*" + re.escape(value), text) if column else None
        quote = match.group() if match else value if value in text else text
        supports.append(Support(evidence_id=unit.passage.evidence_id, quote=quote))
    return tuple(dict.fromkeys(supports))
