"""Which unanswered questions ask the same."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.text.regions import PROVINCE_OF_CITY, PROVINCES, SHIPPING_REGIONS
from domain.text.terms import terms

SAME = 0.5
"""Likeness from which two questions are one gap: mean of centred cosine and shared terms, both 0-1."""
MEANING = 0.75
"""Of the likeness, what the vectors say; the rest is what the words share."""

_NAMES = frozenset({*PROVINCES, *PROVINCE_OF_CITY, *SHIPPING_REGIONS})

Vectors = npt.NDArray[np.floating[Any]]


def clusters(questions: Sequence[str], vectors: Vectors, mean: Vectors) -> list[list[int]]:
    """Places of the questions that ask the same, each cluster in the given order, in the order of their first ones.

    Args:
        questions: the earliest first, so that a cluster keeps its first question as more come in.
        vectors: their embeddings (questions, dimensions).
        mean: of many messages: what all embeddings have in common.
    """
    centred = vectors - mean
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    held = [frozenset(terms(question)) for question in questions]
    found: list[list[int]] = []
    for place in range(len(questions)):
        near = [_likeness(place, cluster[0], centred, held) for cluster in found]
        best = int(np.argmax(near)) if near else -1
        if best >= 0 and near[best] >= SAME:
            found[best].append(place)
        else:
            found.append([place])
    return found


def nearest(vector: Vectors, others: Vectors, mean: Vectors) -> int:
    """Which of the others says most of the same."""
    centred, mine = others - mean, vector - mean
    return int(np.argmax(centred @ mine / np.maximum(np.linalg.norm(centred, axis=1), 1e-9)))


def _likeness(one: int, other: int, centred: Vectors, held: Sequence[frozenset[str]]) -> float:
    cosine = max(0.0, float(centred[one] @ centred[other]))
    if _NAMES.intersection(held[one] ^ held[other]):
        # 广州有店吗 and 杭州有店吗 want two answers.
        return 0.0
    both = len(held[one] | held[other])
    shared = len(held[one] & held[other]) / both if both else 0.0
    return MEANING * cosine + (1 - MEANING) * shared
