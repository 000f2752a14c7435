"""The reading of one message by the trained model, the risk table and the merchant's examples."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from agent.reasoning.entities.amounts import amounts_in
from agent.reasoning.triage.amounts import largest_sum
from agent.reasoning.triage.cues import strongest_cues
from agent.reasoning.triage.examples import IntentExamples
from agent.reasoning.triage.masking import masked
from agent.reasoning.triage.model import Features, TriageModel
from agent.reasoning.triage.outright import wants_money_back, wants_person
from agent.reasoning.triage.reading import Cue, Judgement, ScoredIntent, TriageReading
from agent.reasoning.triage.risk_table import RISK_TABLE
from agent.reasoning.triage.signals import Signal, signals
from domain.intents import Intent, RiskTopic

NO_RISK = "none"
FORMULA_CONFIDENCE = 0.97
"""Confidence of a hit in the risk table or of an explicit wish for a person."""
SECOND_INTENT = 0.2
"""Further intents are named from this probability on."""
HIGH_VALUE_FEN = 200_000
"""The default of shop.yaml rules.high_value."""

_DISPLEASED = (RiskTopic.ANGRY_CUSTOMER, RiskTopic.ABUSE)


Beside = tuple[str, npt.NDArray[np.floating[Any]] | None]
"""Other words for the same, and their vector."""


class _Seen(NamedTuple):
    """A message as the heads read it."""

    folded: str
    found: list[Signal]
    features: Features
    vector: npt.NDArray[np.floating[Any]] | None


@dataclass(frozen=True, slots=True)
class TriageClassifier:
    """Reads messages; holds no state between them.

    Attributes:
        model: Vocabulary, weights, thresholds.
    """

    model: TriageModel

    @classmethod
    def load(cls) -> Self:
        """The classifier with the artefact that ships beside this module."""
        return cls(TriageModel.load())

    def classify(
        self,
        text: str,
        vector: npt.NDArray[np.floating[Any]] | None,
        extra_examples: IntentExamples | None = None,
        high_value_fen: int = HIGH_VALUE_FEN,
        general: Beside | None = None,
    ) -> TriageReading:
        """Read one message.

        Args:
            text: The customer's words, ``masked``.
            vector: Their query embedding (384,) by the model named in the artefact; None when the shop uses another.
            extra_examples: The merchant's own.
            high_value_fen: From which sum a refund goes to people.
            general: The same words with no goods named in them, and their vector: what is wanted of a thing shows as
                well without knowing the thing, and goods that the corpus never had don't lead astray.
        """
        seen = self._seen(text, vector)
        folded, found, features = seen.folded, seen.found, seen.features
        intents = self._intents(seen, extra_examples, general)
        topic, confidence = self._risk(folded, features, intents[0].name, high_value_fen)
        return TriageReading(
            intents=intents,
            risk_topic=topic,
            risk_confidence=confidence,
            sentiment=int(self._likeliest("sentiment", features)),
            urgency=int(self._likeliest("urgency", features)),
            follow_up=self._likeliest("follow_up", features) == "yes",
            price_sensitive=self._likeliest("price_sensitive", features) == "yes",
            cues=self._cues(text, found, features, intents[0].name, topic),
            judgements=tuple(self._judgements(text, found, features, intents[0], topic, confidence)),
            displeasure=self._displeasure(features),
        )

    def meant(
        self,
        text: str,
        vector: npt.NDArray[np.floating[Any]] | None,
        extra_examples: IntentExamples | None = None,
        general: Beside | None = None,
    ) -> tuple[tuple[ScoredIntent, ...], Judgement]:
        """What is wanted alone, with the judgement on it; the arguments are those of ``classify``."""
        seen = self._seen(text, vector)
        intents = self._intents(seen, extra_examples, general)
        label = intents[0].name.value
        cues = strongest_cues(text, seen.found, self.model, seen.features, "intent", label)
        return intents, Judgement("intent", label, intents[0].confidence, tuple(cue.text for cue in cues))

    def _seen(self, text: str, vector: npt.NDArray[np.floating[Any]] | None) -> _Seen:
        found = signals(text)
        folded = unicodedata.normalize("NFKC", text).lower()
        return _Seen(folded, found, self.model.features(found, vector), vector)

    def displeasure(self, text: str) -> float:
        """How surely (0-1) a message is angry or abusive, by its words alone: cheap enough for a whole history."""
        return self._displeasure(self.model.features(signals(masked(text)), None))

    def _displeasure(self, features: Features) -> float:
        odds = self.model.probabilities("risk", features)
        return round(sum(odds.get(topic.value, 0.0) for topic in _DISPLEASED), 4)

    def _judgements(
        self,
        text: str,
        found: list[Signal],
        features: Features,
        intent: ScoredIntent,
        topic: RiskTopic | None,
        risk: float,
    ) -> Iterator[Judgement]:
        """Intent and risk as decided (formulas and examples included), the rest as the heads say."""
        settled = {
            "intent": (intent.name.value, intent.confidence),
            "risk": (topic.value if topic else NO_RISK, risk if topic else round(1 - risk, 4)),
        }
        for name in (*settled, "sentiment", "urgency", "follow_up", "price_sensitive"):
            odds = self.model.probabilities(name, features)
            likeliest = max(odds, key=odds.__getitem__)
            label, confidence = settled.get(name, (likeliest, round(odds[likeliest], 4)))
            cues = strongest_cues(text, found, self.model, features, name, label)
            yield Judgement(name, label, confidence, tuple(cue.text for cue in cues))

    def _likeliest(self, head: str, features: Features) -> str:
        odds = self.model.probabilities(head, features)
        return max(odds, key=odds.__getitem__)

    def _intents(
        self, seen: _Seen, extra_examples: IntentExamples | None, general: Beside | None
    ) -> tuple[ScoredIntent, ...]:
        odds = {Intent(name): value for name, value in self.model.probabilities("intent", seen.features).items()}
        if general is not None:
            without = self.model.probabilities("intent", self.model.features(signals(general[0]), general[1]))
            odds = {name: (value + without[name.value]) / 2 for name, value in odds.items()}
        if extra_examples is not None and seen.vector is not None:
            for name, weight in extra_examples.nearest(seen.vector, self.model.mean).items():
                odds[Intent(name)] = max(odds[Intent(name)], weight)
        if wants_person(seen.folded):
            odds[Intent.HUMAN_REQUEST] = max(odds[Intent.HUMAN_REQUEST], FORMULA_CONFIDENCE)
        ranked = sorted(odds.items(), key=lambda pair: -pair[1])
        return tuple(ScoredIntent(n, round(c, 4)) for i, (n, c) in enumerate(ranked) if i == 0 or c >= SECOND_INTENT)

    def _risk(
        self, folded: str, features: Features, intent: Intent, high_value_fen: int
    ) -> tuple[RiskTopic | None, float]:
        for topic, rule in RISK_TABLE.items():
            if rule.formula_hit(folded):
                return topic, FORMULA_CONFIDENCE
        if wants_money_back(folded, intent) and largest_sum(folded) >= high_value_fen:
            return RiskTopic.HIGH_VALUE_REFUND, FORMULA_CONFIDENCE
        odds = self.model.probabilities("risk", features)
        odds.pop(NO_RISK)
        if (sums := amounts_in(folded)) and max(float(yuan) for yuan in sums) * 100 < high_value_fen:
            # 退我300元: whatever it sounds like, the shop's own threshold says what is much.
            odds.pop(RiskTopic.HIGH_VALUE_REFUND.value, None)
        # The topics share their probability: how surely it is a matter for people at all decides, then which.
        at_all = round(sum(odds.values()), 4)
        likeliest = RiskTopic(max(odds, key=odds.__getitem__))
        return (likeliest if at_all >= self.model.metadata["risk_threshold"] else None), at_all

    def _cues(
        self, text: str, found: list[Signal], features: Features, intent: Intent, topic: RiskTopic | None
    ) -> tuple[Cue, ...]:
        rows = [("intent", intent.value)] if topic is None else [("intent", intent.value), ("risk", topic.value)]
        cues = {cue for name, label in rows for cue in strongest_cues(text, found, self.model, features, name, label)}
        return tuple(sorted(cues))
