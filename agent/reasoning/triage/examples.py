"""A merchant's own example messages by intent, added on top of the trained model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.floating[Any]]
Embed = Callable[[Sequence[str]], Vectors]

NEAR = 0.35
"""Centred cosine from which an example begins to count; unrelated messages of one shop stay below it."""
SAME = 0.75
"""Centred cosine from which a message is taken to be the example."""


@dataclass(frozen=True, slots=True)
class IntentExamples:
    """Examples and their embeddings, by name of intent.

    Attributes:
        intents: One per row.
        vectors: Embeddings (rows, dimensions), by the same model as the messages'.
    """

    intents: tuple[str, ...]
    vectors: Vectors

    @classmethod
    def of(cls, examples: Mapping[str, Sequence[str]], embed: Embed) -> Self | None:
        """Embed a shop's examples; None when it has none."""
        pairs = [(intent, text) for intent, texts in examples.items() for text in texts]
        if not pairs:
            return None
        return cls(tuple(intent for intent, _ in pairs), embed([text for _, text in pairs]))

    def nearest(self, vector: Vectors, mean: Vectors) -> dict[str, float]:
        """Intent → how surely (0-1) its nearest example says the same as the message."""
        centred = self.vectors - mean
        message = vector - mean
        norms = np.linalg.norm(centred, axis=1) * np.linalg.norm(message)
        cosines = centred @ message / np.maximum(norms, 1e-9)
        found: dict[str, float] = {}
        for intent, cosine in zip(self.intents, cosines.tolist(), strict=True):
            weight = min(1.0, max(0.0, (cosine - NEAR) / (SAME - NEAR)))
            found[intent] = max(weight, found.get(intent, 0.0))
        return found
