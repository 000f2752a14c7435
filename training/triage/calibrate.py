"""Temperatures and the risk threshold, from messages of trades that a model had not seen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from agent.reasoning.triage.model import Head, TriageModel
from training.triage.corpus import Utterance
from training.triage.fit import M, Matrix, Targets

NEAR_MISS_LIMIT = 0.05
"""At most this part of near misses may be handed over."""
ORDINARY_LIMIT = 0.02
"""At most this part of ordinary messages may be handed over."""
_TEMPERATURES = np.geomspace(0.3, 4.0, 60)
_THRESHOLDS = np.linspace(0.05, 0.95, 91)


class Logits(NamedTuple):
    """What one head said about unseen messages: (rows, classes) and each row's true class."""

    values: npt.NDArray[np.float64]
    truth: npt.NDArray[np.intp]


def unseen_logits(head: Head, labels_of: Targets[M], matrix: Matrix, corpus: Sequence[M], wordy: bool) -> Logits:
    """Logits of a head for messages of trades that it was not fitted on."""
    values = np.asarray(matrix.sparse @ head.sparse.T) + head.bias
    if not wordy:
        values = values + matrix.dense @ head.dense.T
    truth = np.array([head.classes.index(labels_of(message)[0].label) for message in corpus], dtype=np.intp)
    return Logits(values.astype(np.float64), truth)


def best_temperature(folds: Sequence[Logits]) -> float:
    """The temperature under which the true classes are likeliest."""
    values = np.concatenate([fold.values for fold in folds])
    truth = np.concatenate([fold.truth for fold in folds])

    def surprise(temperature: float) -> float:
        logits = values / temperature
        logits = logits - logits.max(axis=1, keepdims=True)
        true = logits[np.arange(len(truth)), truth]
        return float((np.log(np.exp(logits).sum(axis=1)) - true).mean())

    return float(min(_TEMPERATURES, key=surprise))


def with_temperatures(model: TriageModel, full: dict[str, float], wordy: dict[str, float]) -> TriageModel:
    """The model with these temperatures by head."""
    return replace(
        model,
        heads={name: replace(head, temperature=full[name]) for name, head in model.heads.items()},
        wordy_heads={name: replace(head, temperature=wordy[name]) for name, head in model.wordy_heads.items()},
    )


def best_threshold(confidences: npt.NDArray[np.float64], corpus: Sequence[Utterance]) -> float:
    """The lowest threshold that keeps both kinds of false handoff within their limits; the highest when none does."""
    near = np.array([utterance.near_miss_of is not None for utterance in corpus])
    ordinary = np.array([utterance.risk_topic is None for utterance in corpus]) & ~near

    def within(threshold: float) -> bool:
        handed = confidences >= threshold
        return bool(handed[near].mean() <= NEAR_MISS_LIMIT and handed[ordinary].mean() <= ORDINARY_LIMIT)

    return float(next((round(t, 2) for t in _THRESHOLDS if within(t)), round(_THRESHOLDS[-1], 2)))
