"""The row of the named thing that has the asked quantity (多重 in 净重), and rows that can't have it."""

import re
from collections.abc import Sequence

from agent.reasoning.embedded.passages.row_keys import Cell
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored
from agent.reasoning.embedded.words.matching import fold
from agent.reasoning.embedded.words.quantities import Quantity, asked_quantity, beside

_LATIN = re.compile("[a-z0-9]+")
NAMED = 2
"""Characters from which a column's name in the question asks for that column."""


def lacks_quantity(question: Question, unit: Unit) -> bool:
    """Whether the unit is a row that measures by no cell what is asked: 最大承重 tells nothing of 多重."""
    quantity = asked_quantity(question.text)
    if quantity is None or quantity.unit is None or unit.kind != "row" or not unit.passage.cells:
        return False
    cells = unit.passage.cells
    if any(len(column) >= NAMED and column in question.text for column, _ in cells):
        return False
    key = cells[0][1]
    if quantity.column.search(key) or (key in question.text and not question.names(key)):
        # Where things stand in columns, the quantity is the key: 净重 | 轻便款.
        return False
    return not measuring_cells(question, unit, cells)


def measuring_cells(question: Question, unit: Unit, cells: Sequence[Cell]) -> list[Cell]:
    """The row's cells that measure what is asked: by their columns' names, else by the unit of their values."""
    quantity = asked_quantity(question.text)
    if quantity is None:
        return []
    asked = _said(question, quantity, unit)
    found = [(column, value) for column, value in cells if quantity.measured_by(column, value, asked)]
    return [cell for cell in found if quantity.column.search(cell[0])] or found


def called_after(question: Question, cells: Sequence[Cell]) -> bool:
    """Whether the cells' columns are called after the asked quantity; else only the unit of their values tells it."""
    quantity = asked_quantity(question.text)
    return quantity is not None and any(quantity.column.search(column) for column, _ in cells)


def measured_first(question: Question, ranked: Sequence[Scored]) -> tuple[list[Scored], bool]:
    """The same order with the named thing's row first that tells the asked quantity; whether there is just one."""
    own = [item for item in ranked if _of_the_named(question, item.unit)]
    exact = [item for item in own if fold(item.unit.passage.cells[0][1]) in map(fold, question.products)]
    told = [item for item in exact or own if _tells(question, item.unit)]
    if len(told) != 1:
        return list(ranked), False
    return [told[0], *(item for item in ranked if item is not told[0])], True


def _tells(question: Question, unit: Unit) -> bool:
    """Whether a cell measures it, and nothing is asked about that the cell's column may not mean: 遥控器多重."""
    quantity = asked_quantity(question.text)
    cells = measuring_cells(question, unit, unit.passage.cells[1:])
    if quantity is None or not cells:
        return False
    said = _said(question, quantity, unit)
    return not said or any(set(quantity.column.sub("", column)) & set(said) for column, _ in cells)


def _of_the_named(question: Question, unit: Unit) -> bool:
    """Whether it is the named thing's row; of goods told by a model, this model's, not one that begins alike."""
    if unit.kind != "row" or not unit.passage.cells:
        return False
    key, text = fold(unit.passage.cells[0][1]), fold(question.text)
    names = (fold(name) for name in (*question.products, *question.codes))
    return all(_within(model, text) for model in _LATIN.findall(key)) and any(_within(name, key) for name in names)


def _within(name: str, text: str) -> bool:
    """Whether the text has the name, not as a part of another: g560 isn't g560w."""
    before = "(?<![a-z0-9])" if _LATIN.match(name[0]) else ""
    after = "(?![a-z0-9])" if _LATIN.match(name[-1]) else ""
    return re.search(f"{before}{re.escape(name)}{after}", text) is not None


def _said(question: Question, quantity: Quantity, unit: Unit) -> str:
    """What is asked about beside the thing, as it is named or classed by the row: 后轮 of 轮椅W3后轮多大."""
    text = question.text
    for name in sorted((*question.products, *question.handles, *question.codes), key=len, reverse=True):
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    row = f"{unit.passage.title}\n{unit.passage.section}\n{unit.text}"
    said = beside(text, quantity)
    for length in range(len(said), 1, -1):
        for start in range(len(said) - length + 1):
            if (part := said[start : start + length]) in row and part not in "".join(c for c, _ in unit.passage.cells):
                return said.replace(part, "")
    return said
