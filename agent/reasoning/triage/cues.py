"""Which words led to a reading: the signals' contributions laid over the text."""

from collections.abc import Sequence

import numpy as np

from agent.reasoning.triage.model import Features, TriageModel
from agent.reasoning.triage.reading import Cue
from agent.reasoning.triage.signals import Signal

MOST = 2
"""Stretches per label."""


def strongest_cues(
    text: str, found: Sequence[Signal], model: TriageModel, features: Features, head_name: str, label: str
) -> list[Cue]:
    """The stretches whose signals spoke most for a label of a head, strongest first."""
    head = model.head(head_name, features)
    weights = head.sparse[head.classes.index(label), features.columns] * features.values
    by_column = dict(zip(features.columns.tolist(), weights.tolist(), strict=True))
    heat = np.zeros(len(text))
    for signal in found:
        weight = by_column.get(model.vocabulary.get(signal.name, -1), 0.0)
        if signal.end > signal.start:
            heat[signal.start : signal.end] += weight / (signal.end - signal.start)
    if not len(heat) or heat.max() <= 0:
        return []
    warm = heat >= heat.max() / 3
    stretches: list[tuple[float, int, int]] = []
    start: int | None = None
    for index, hot in enumerate([*warm.tolist(), False]):
        if hot and start is None:
            start = index
        elif not hot and start is not None:
            stretches.append((float(heat[start:index].sum()), start, index))
            start = None
    best = sorted(stretches, reverse=True)[:MOST]
    return [Cue(begin, end, text[begin:end]) for _, begin, end in best if text[begin:end].strip()]
