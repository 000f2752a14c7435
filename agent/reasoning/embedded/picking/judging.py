"""The trained models' say: which sentence answers, and whether any does."""

from collections.abc import Sequence
from dataclasses import replace

from agent.reasoning.answers.contexts import context_of
from agent.reasoning.answers.features import CANDIDATES
from agent.reasoning.answers.model import AnswerModel
from agent.reasoning.embedded.picking.answerable import ENOUGH
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored
from domain.alignment import Aligner
from domain.intents import Language
from domain.text.english import glossed

ORDER = {Language.CHINESE: 0.3, Language.ENGLISH: 0.8}
"""Of the trained model in the order of the units, beside the hand-set score."""
FIRST = {Language.CHINESE: 0.9, Language.ENGLISH: 0.8}
"""The same in which of them comes first."""


class Judge:
    """One question over its units, judged once."""

    def __init__(self, question: Question, scored: Sequence[Scored], aligner: Aligner | None) -> None:
        """Args: scored: best first; aligner: without one the rules alone decide."""
        self.ranked = list(scored)
        self._answerable: float | None = None
        head = scored[:CANDIDATES]
        contexts = [context_of(item.unit) for item in head]
        aligned = aligner.align(glossed(question.text), contexts) if aligner and head else None
        if aligned is None:
            return
        model = AnswerModel.load()
        judgement = model.judge(question, head, aligned)
        self._answerable = _onto_scale(judgement.answerable, model.pair(question.language).threshold)
        self.ranked = _ordered(scored, judgement.chances, ORDER[question.language], FIRST[question.language])

    def confidence(self, by_rules: float) -> float:
        """0-1: the models' probability, of which the confidence by rules is a part; without them the rules' alone."""
        return by_rules if self._answerable is None or by_rules >= SURE else self._answerable


SURE = 0.72
"""Confidence by rules that is not doubted: the same FAQ question, the very code."""


def _onto_scale(chance: float, threshold: float) -> float:
    """The model's threshold laid onto ``ENOUGH``."""
    if chance < threshold:
        return chance / threshold * ENOUGH
    return ENOUGH + (chance - threshold) / (1 - threshold) * (1 - ENOUGH)


def _ordered(scored: Sequence[Scored], chances: Sequence[float], share: float, first: float) -> list[Scored]:
    """Best first by the model's share ``first``, each scored by ``share``: what the others are measured against."""
    top, head = scored[0].score, scored[: len(chances)]
    ranks = [(1 - first) * item.score + first * top * chance for item, chance in zip(head, chances, strict=True)]
    mixed = [
        replace(item, score=(1 - share) * item.score + share * top * chance, chance=chance)
        for item, chance in zip(head, chances, strict=True)
    ]
    rest = [replace(item, score=(1 - share) * item.score) for item in scored[len(chances) :]]
    order = sorted(range(len(mixed)), key=lambda n: -ranks[n])
    return [*(mixed[n] for n in order), *rest]
