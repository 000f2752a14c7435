"""Rows that answer equally well because the question doesn't say which thing is meant."""

from collections.abc import Sequence

from agent.reasoning.embedded.passages.row_keys import same_table
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.figures import figures_met
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored
from agent.reasoning.embedded.words.matching import coverage, fold, words_of

EQUAL = 0.9
"""Share of the best row's score from which another row of the table answers as well."""
APART = 0.1
"""Difference in how far the question names their keys from which one row is meant rather than another."""


def named_first(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """The same order, but of rows that answer alike the one whose key the question names comes first."""
    peers = _peers(ranked)
    if not peers:
        return list(ranked)
    meant = max(peers, key=lambda item: _named(question, item))
    if _named(question, meant) <= _named(question, ranked[0]) + APART:
        return list(ranked)
    return [meant, *(item for item in ranked if item is not meant)]


def rival_rows(question: Question, ranked: Sequence[Scored]) -> tuple[Unit, ...]:
    """The best row and the rows of its table that fit as well, when nothing in the question picks one; else none."""
    peers = _peers(ranked)
    # 换一次 names no row; a figure does only where the best row has it.
    named = bool(peers) and figures_met(question.figures, peers[0].unit.passage.cells) > 0
    if question.codes or named:
        return ()
    if question.products and peers:
        # One thing is named: only its own rows (sizes, packs) can still be meant.
        peers = [item for item in peers if item.unit.passage.cells[0] == peers[0].unit.passage.cells[0]]
    rows = [item.unit for item in peers if _named(question, item) > _named(question, peers[0]) - APART]
    return tuple(rows) if len(rows) > 1 else ()


def _peers(ranked: Sequence[Scored]) -> list[Scored]:
    """The best unit, when it is a row, with the rows of its table that score alike."""
    if not ranked or ranked[0].unit.kind != "row" or not ranked[0].unit.passage.cells:
        return []
    best = ranked[0]
    return [item for item in ranked if item.score >= EQUAL * best.score and same_table(item.unit, best.unit)]


def _named(question: Question, item: Scored) -> float:
    key = item.unit.passage.cells[0][1]
    return sum(term.weight * coverage(term, fold(key), words_of(key)) for term in question.terms)
