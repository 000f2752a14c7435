"""Which words led to a reading: the n-grams' contributions laid over the text."""

from collections.abc import Sequence

import numpy as np

from agent.reasoning.triage.model import Features, TriageModel
from agent.reasoning.triage.ngrams import Gram
from agent.reasoning.triage.reading import Cue

MOST = 2
"""Stretches per label."""


def strongest_cues(
    text: str, grams: Sequence[Gram], model: TriageModel, features: Features, head_name: str, label: str
) -> list[Cue]:
    """The stretches whose n-grams spoke most for a label of a head, strongest first."""
    head = model.head(head_name, features)
    weights = head.sparse[head.classes.index(label), features.columns] * features.values
    by_column = dict(zip(features.columns.tolist(), weights.tolist(), strict=True))
    heat = np.zeros(len(text))
    for gram in grams:
        weight = by_column.get(model.vocabulary.get(gram.value, -1), 0.0)
        if gram.end > gram.start:
            heat[gram.start : gram.end] += weight / (gram.end - gram.start)
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
