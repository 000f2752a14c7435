"""What is reported about readings of messages whose trade the model had not seen."""

from collections.abc import Callable, Sequence

import numpy as np
from pydantic import JsonValue

from agent.reasoning.triage.reading import TriageReading
from domain.intents import RiskTopic
from training.triage.corpus import Utterance

_BINS = 10
Judged = Sequence[tuple[Utterance, TriageReading]]


def figures(judged: Judged) -> dict[str, JsonValue]:
    """The figures of design and README, as shares (0-1)."""
    risky = [(u, r) for u, r in judged if u.risk_topic is not None]
    return {
        "messages": len(judged),
        "intent_accuracy": _share(judged, lambda u, r: r.intents[0].name in u.intents),
        "intent_accuracy_without_risk": _share(
            [(u, r) for u, r in judged if u.risk_topic is None], lambda u, r: r.intents[0].name in u.intents
        ),
        "intent_calibration_error": _calibration_error(judged),
        "risk_recall": _share(risky, lambda u, r: r.risk_topic is not None),
        "risk_recall_by_topic": {
            topic.value: _share(
                [(u, r) for u, r in risky if u.risk_topic is topic], lambda u, r: r.risk_topic is not None
            )
            for topic in RiskTopic
        },
        "risk_topic_accuracy": _share(
            [(u, r) for u, r in risky if r.risk_topic is not None], lambda u, r: u.risk_topic is r.risk_topic
        ),
        "false_handoffs_near_misses": _share(
            [(u, r) for u, r in judged if u.near_miss_of is not None], lambda u, r: r.risk_topic is not None
        ),
        "false_handoffs_ordinary": _share(
            [(u, r) for u, r in judged if u.near_miss_of is None and u.risk_topic is None],
            lambda u, r: r.risk_topic is not None,
        ),
        "sentiment_exact": _share(judged, lambda u, r: u.sentiment == r.sentiment),
        "sentiment_within_one": _share(judged, lambda u, r: abs(u.sentiment - r.sentiment) <= 1),
        "urgency_exact": _share(judged, lambda u, r: u.urgency == r.urgency),
        "follow_up_accuracy": _share(judged, lambda u, r: u.follow_up == r.follow_up),
        "price_sensitive_accuracy": _share(judged, lambda u, r: u.price_sensitive == r.price_sensitive),
    }


def _share(judged: Judged, holds: Callable[[Utterance, TriageReading], bool]) -> float | None:
    """Part of the messages for which it holds; None when there are none."""
    return round(sum(holds(u, r) for u, r in judged) / len(judged), 4) if judged else None


def _calibration_error(judged: Judged) -> float:
    """Expected calibration error of the first intent: |confidence - accuracy| over ten equal bins, by size of bin."""
    confidence = np.array([r.intents[0].confidence for _, r in judged])
    right = np.array([r.intents[0].name in u.intents for u, r in judged], dtype=float)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [(bins == b).mean() * abs(confidence[bins == b].mean() - right[bins == b].mean()) for b in np.unique(bins)]
    return round(float(sum(gaps)), 4)
