"""Questions that are about the same, found by the characters that they share."""

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np

from agent.checks.redact import redact_personal
from domain.model import Frozen
from domain.service_figures import Asked

ALIKE = 0.35
"""Cosine of idf-weighted characters and pairs of them; judged by eye on two dozen questions of a shop."""
EXAMPLES = 5


class QuestionCluster(Frozen):
    """Questions that are about the same."""

    question: str
    """The one that most resembles the others."""
    count: int
    conversations: int
    outcomes: dict[str, int]
    examples: tuple[str, ...]


def clusters_of(asked: Sequence[Asked]) -> list[QuestionCluster]:
    """Largest first. Each question joins the nearest cluster's leader that is alike enough, or leads a new one."""
    asked = [
        each.model_copy(update={"question": redact_personal(each.question).text})
        for each in asked
        if each.question.strip()
    ]
    if not asked:
        return []
    vectors = _vectors([each.question for each in asked])
    members: list[list[int]] = []
    leaders = np.empty_like(vectors)
    for number, vector in enumerate(vectors):
        alike = leaders[: len(members)] @ vector
        best = int(alike.argmax()) if members else -1
        if best >= 0 and alike[best] >= ALIKE:
            members[best].append(number)
        else:
            leaders[len(members)] = vector
            members.append([number])
    found = [_cluster([asked[i] for i in group], vectors[group]) for group in members]
    return sorted(found, key=lambda cluster: -cluster.count)


def _cluster(asked: list[Asked], vectors: np.ndarray) -> QuestionCluster:
    middle = asked[int((vectors @ vectors.mean(axis=0)).argmax())].question
    return QuestionCluster(
        question=middle,
        count=len(asked),
        conversations=len({each.conversation_id for each in asked}),
        outcomes=dict(Counter(each.outcome for each in asked).most_common()),
        examples=tuple(dict.fromkeys(each.question for each in asked))[:EXAMPLES],
    )


def _vectors(texts: list[str]) -> np.ndarray:
    """Unit vectors, one row a text."""
    grams = [Counter(_grams(text)) for text in texts]
    spread = Counter(gram for counted in grams for gram in counted)
    place = {gram: number for number, gram in enumerate(spread)}
    rows = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, counted in zip(rows, grams, strict=True):
        for gram, count in counted.items():
            row[place[gram]] = (1 + np.log(count)) * np.log(1 + len(texts) / spread[gram])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: np.ndarray = rows / np.maximum(norms, 1e-9)
    return unit


def _grams(text: str) -> list[str]:
    letters = [letter for letter in text.lower() if letter.isalnum()]
    return [*letters, *("".join(pair) for pair in itertools.pairwise(letters))]
