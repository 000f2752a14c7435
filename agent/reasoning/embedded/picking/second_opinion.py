"""The trained model's say in close cases: whether the evidence answers at all."""

from collections.abc import Sequence

from agent.reasoning.answers.features import Candidate
from agent.reasoning.answers.model import AnswerModel
from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.answerable import ENOUGH
from agent.reasoning.embedded.picking.question import Question
from domain.intents import Language

SHARE = 0.2
"""Of the trained model, beside coverage of the question's terms; more of it cost right answers on every set tried."""


def with_second_opinion(confidence: float, question: Question, units: Sequence[Unit]) -> float:
    """The confidence with the trained model's probability mixed in, where that can change the decision."""
    lowest, highest = (ENOUGH - SHARE) / (1 - SHARE), ENOUGH / (1 - SHARE)
    if question.language is Language.ENGLISH or not lowest <= confidence < highest:
        return confidence
    candidates = [Candidate(unit.text, unit.passage) for unit in units]
    return (1 - SHARE) * confidence + SHARE * AnswerModel.load().answerable(question.text, candidates)
