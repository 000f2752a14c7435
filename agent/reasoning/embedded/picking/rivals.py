"""Rows that answer equally well because the question doesn't say which thing is meant."""

from collections.abc import Sequence

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored
from agent.reasoning.embedded.words.matching import coverage, fold

EQUAL = 0.93
"""Share of the best row's score from which another row of the table answers as well."""
NAMED = 0.5


def rival_rows(question: Question, ranked: Sequence[Scored]) -> tuple[Unit, ...]:
    """The best row and the rows of its table that fit as well, when nothing in the question picks one; else none."""
    best = ranked[0]
    cells = best.unit.passage.cells
    if best.unit.kind != "row" or not cells or question.products or question.codes or question.figures:
        return ()
    key = fold(cells[0][1])
    if any(coverage(term, key) >= NAMED for term in question.terms):
        return ()
    columns = [column for column, _ in cells]
    rows = [
        item.unit
        for item in ranked
        if item.unit.kind == "row"
        and item.score >= EQUAL * best.score
        and item.unit.passage.section == best.unit.passage.section
        and [column for column, _ in item.unit.passage.cells][:1] == columns[:1]
    ]
    return tuple(rows) if len(rows) > 1 else ()
