"""A table row in words: the cells that are asked for, each quoted as it stands."""

import re
from collections.abc import Sequence

from agent.reasoning.embedded.passages.row_keys import Cell, key_cells
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.measuring import called_after, measuring_cells
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.words.answer_types import SHAPED, AnswerType, holds
from agent.reasoning.embedded.words.matching import coverage, fold
from domain.reply import Sentence, Support

ALL_CELLS = 5
"""A row of at most this many cells is told whole when no column is asked for."""
TYPED = 0.4
"""What a cell of the asked kind (a price, a time) is worth beside its column's name."""
_EMPTY = frozenset({"", "-", "—", "/", "无"})
_CONDITION = re.compile(r"条件|要求|备注|说明|限制|注意|例外|前提")
_AMONG_WORDS = re.compile(r"[一-鿿]{2,}[^一-鿿]*[，,、；;]")
_EXCEPTS = re.compile(r"除外|例外|除.{1,20}外|不含|不包括|不在.{0,8}内|仅限?|只限|但|须|必须|如|若|否则")


def row_sentence(question: Question, unit: Unit, peers: Sequence[Unit] = ()) -> Sentence:
    """The row's key and the asked columns (all of a small row), with the row's own words as support.

    Args:
        question: What is asked.
        unit: The row.
        peers: Other units of the turn: the key names what tells the row from those that begin alike.
    """
    cells = [(column, value) for column, value in unit.passage.cells if value.strip() not in _EMPTY]
    key = [cell for cell in key_cells(unit, peers) if cell in cells]
    rest = [cell for cell in cells if cell not in key]
    told = fold("".join(value for _, value in key))
    named, measured = _named_columns(question, rest, told), measuring_cells(question, unit, rest)
    wanted = [cell for cell in named if cell in measured]
    if not wanted:
        wanted = measured if called_after(question, measured) else named or measured or _asked(question, rest, told)
    wanted = [cell for cell in rest if cell in wanted or _limits(question, cell)]
    parts = [f"{column}{_colon(column)}{value}" for column, value in wanted]
    head = " ".join(value for _, value in key)
    text = (f"{head}：" if parts else head) + "；".join(part.rstrip("。；;") for part in parts)
    used = [*key, *wanted]
    return Sentence(text=text + "。", supports=_supports(unit, used))


def _limits(question: Question, cell: Cell) -> bool:
    """Whether a column that wasn't asked for limits the answer: 主机，配件半年 beside 质保期：三年, 人为损坏除外."""
    column, value = cell
    if _EXCEPTS.search(value) is not None or _CONDITION.search(column) is not None:
        return True
    kind = question.main_type
    # In a column of its own kind a figure is another thing's; among words it qualifies what is asked.
    return kind in (AnswerType.TIME, AnswerType.MONEY) and holds(kind, value) and _AMONG_WORDS.search(value) is not None


def _named_columns(question: Question, cells: list[Cell], key: str) -> list[Cell]:
    """The columns that the question names by what neither the row nor another column is called: 大号 beside 小号."""
    text = fold(question.text)
    names = [fold(column) for column, _ in cells]
    lengths = [_own_stretch(name, text, [key, *names[:n], *names[n + 1 :]]) for n, name in enumerate(names)]
    return [cell for cell, length in zip(cells, lengths, strict=True) if length >= max(2, max(lengths) / 2)]


def _own_stretch(name: str, text: str, others: list[str]) -> int:
    """Length of the longest part of the name that the text has and no other name."""
    for length in range(len(name), 1, -1):
        for start in range(len(name) - length + 1):
            part = name[start : start + length]
            if part in text and not any(part in other for other in others):
                return length
    return 0


def _asked(question: Question, cells: list[Cell], key: str) -> list[Cell]:
    """The columns that are asked for; all of a small row when none stands out."""
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
        named = [cell for cell, strength in zip(cells, strengths, strict=True) if strength >= 0.75 * best]
        return named[:ALL_CELLS]
    return cells[:ALL_CELLS]


def _colon(column: str) -> str:
    return "：" if column else ""


def _supports(unit: Unit, used: list[Cell]) -> tuple[Support, ...]:
    """Each cell's stretch of the row's text, with its column name where they stand together; else the whole row."""
    text, supports = unit.passage.text, []
    for column, value in used:
        match = re.search(re.escape(column) + r"\s*[:：]?\s*" + re.escape(value), text) if column else None
        quote = match.group() if match else value if value in text else text
        supports.append(Support(evidence_id=unit.passage.evidence_id, quote=quote))
    return tuple(dict.fromkeys(supports))
