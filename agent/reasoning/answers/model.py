"""The trained models: logistic regressions kept as JSON."""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ConfigDict, ValidationError

from agent.reasoning.answers.features import (
    ANSWER_FEATURES,
    SENTENCE_FEATURES,
    answer_row,
    read,
)
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.picking.scoring import Scored
from domain.alignment import Alignment
from domain.errors import ConfigurationError
from domain.intents import Language
from domain.model import Frozen

ARTEFACT = Path(__file__).with_name("model.json")
_OTHER_VERSION = "the answer model is of another version: run `python -m training.answers`"


class Logistic(Frozen):
    """P = sigmoid(weights · features + bias)."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def chance(self, row: Sequence[float]) -> float:
        """The probability for one row of features."""
        z = self.bias + sum(w * x for w, x in zip(self.weights, row, strict=True))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, z))))


class Judgement(NamedTuple):
    """What the models say of one question over its candidates."""

    chances: tuple[float, ...]
    """For each candidate the probability (0-1) that its sentence answers the question."""
    answerable: float
    """The probability (0-1) that one of them really does."""


class Pair(Frozen):
    """Which sentence answers, and whether anything does."""

    sentence: Logistic
    answerable: Logistic
    threshold: float
    """``answerable`` from which to answer; keeps false answers and needless abstentions in balance on the corpus."""


class AnswerModel(Frozen):
    """A pair of models for each language of questions. Made by ``python -m training.answers``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus_sha256: str
    chinese: Pair
    english: Pair
    figures: dict[str, float]
    """Measured by leaving whole trades out."""

    @staticmethod
    @cache
    def load(path: Path = ARTEFACT) -> "AnswerModel":
        """The committed model. Raises: ConfigurationError: made for other features."""
        try:
            model = AnswerModel.model_validate(json.loads(path.read_text("utf-8")))
        except ValidationError:
            raise ConfigurationError(_OTHER_VERSION) from None
        for pair in (model.chinese, model.english):
            if (pair.sentence.features, pair.answerable.features) != (SENTENCE_FEATURES, ANSWER_FEATURES):
                raise ConfigurationError(_OTHER_VERSION)
        return model

    def pair(self, language: Language) -> Pair:
        """The models for questions in this language."""
        return self.english if language is Language.ENGLISH else self.chinese

    def judge(self, question: Question, scored: Sequence[Scored], aligned: Sequence[Alignment]) -> Judgement:
        """Args: scored: candidates, at least one; aligned: each against the question."""
        pair, reading = self.pair(question.language), read(question, scored, aligned)
        chances = [pair.sentence.chance(row) for row in reading.sentences]
        row = answer_row(question, scored, aligned, reading, chances)
        return Judgement(tuple(chances), pair.answerable.chance(row))
