"""What the classifier says about one message."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.intents import Intent, RiskTopic


class Cue(NamedTuple):
    """A stretch of the customer's words that led to the reading."""

    start: int
    end: int
    text: str


class Judgement(NamedTuple):
    """One head's label with its calibrated probability and the words that spoke most for it."""

    name: str
    label: str
    confidence: float
    words: tuple[str, ...]


class ScoredIntent(NamedTuple):
    """An intent with its calibrated probability."""

    name: Intent
    confidence: float


@dataclass(frozen=True, slots=True)
class TriageReading:
    """The reading of one message.

    Attributes:
        intents: Most likely first, never empty; the first always, others when they are likely enough beside it.
        risk_topic: The matter that only people may handle, or None.
        risk_confidence: Probability (0-1) of that topic; without a topic, of the likeliest one.
        sentiment: 1 (furious) to 5 (delighted).
        urgency: 0 (none) to 2 (now).
        follow_up: The shop owes the customer something after this conversation.
        price_sensitive: The customer bargains or compares prices.
        cues: The words that weighed most, in text order.
        judgements: Every head's label, confidence and words.
        displeasure: Probability (0-1) that the customer is angry or abusive.
    """

    intents: tuple[ScoredIntent, ...]
    risk_topic: RiskTopic | None
    risk_confidence: float
    sentiment: int
    urgency: int
    follow_up: bool
    price_sensitive: bool
    cues: tuple[Cue, ...]
    judgements: tuple[Judgement, ...] = ()
    displeasure: float = 0.0
