"""The trained weights: a plain npz beside this module, and the probabilities that follow from it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from agent.checks.learnt.concepts import CONCEPTS
from agent.checks.learnt.signals import Concepts, kind_of, signals

Floats = npt.NDArray[np.float32]

ARTEFACT = Path(__file__).with_name("model.npz")
METADATA = Path(__file__).with_name("model.json")
CLEAN = "clean"
_LENGTHS = (1.0, 1.0, 0.7, 0.5)
"""Length of each kind's part of the feature vector: a long sentence's n-grams don't drown its concepts."""


@dataclass(frozen=True, slots=True)
class ScreeningModel:
    """A linear classifier of sentences.

    Attributes:
        vocabulary: Signal → column.
        classes: Finding types and ``clean``.
        weights: (classes, vocabulary).
        bias: One per class.
        metadata: Digest of the corpus, threshold, figures.
        concepts: What is looked for beside n-grams.
    """

    vocabulary: Mapping[str, int]
    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    metadata: Mapping[str, Any]
    concepts: Concepts = field(default_factory=lambda: CONCEPTS)

    def features(self, sentence: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """Columns and values of a sentence of the compact folded copy."""
        return features_of(sentence, self.vocabulary, self.concepts)

    def probabilities(self, sentence: str) -> dict[str, float]:
        """Class → probability."""
        columns, values = self.features(sentence)
        logits = self.bias + self.weights[:, columns] @ values
        odds = np.exp(logits - logits.max())
        return dict(zip(self.classes, (odds / odds.sum()).tolist(), strict=True))

    def save(self, artefact: Path = ARTEFACT, metadata: Path = METADATA) -> None:
        """Write weights (float16, no pickles) and metadata."""
        np.savez_compressed(
            artefact,
            vocabulary=np.array(list(self.vocabulary)),
            classes=np.array(self.classes),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
        metadata.write_text(json.dumps(self.metadata, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, artefact: Path = ARTEFACT, metadata: Path = METADATA, concepts: Concepts = CONCEPTS) -> Self:
        """Read what ``save`` wrote."""
        with np.load(artefact, allow_pickle=False) as arrays:
            return cls(
                vocabulary={str(name): column for column, name in enumerate(arrays["vocabulary"])},
                classes=tuple(str(name) for name in arrays["classes"]),
                weights=arrays["weights"].astype(np.float32),
                bias=arrays["bias"],
                metadata=json.loads(metadata.read_text(encoding="utf-8")),
                concepts=concepts,
            )


def features_of(
    sentence: str, vocabulary: Mapping[str, int], concepts: Concepts = CONCEPTS
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Columns and values: each kind of signal scaled to its own length."""
    by_kind: list[list[int]] = [[] for _ in _LENGTHS]
    for name in sorted(signals(sentence, concepts)):
        if (column := vocabulary.get(name)) is not None:
            by_kind[kind_of(name)].append(column)
    columns = np.array([column for group in by_kind for column in group], dtype=np.intp)
    values = np.array([v for group, length in zip(by_kind, _LENGTHS, strict=True) for v in _even(group, length)])
    return columns, values.astype(np.float32)


def _even(group: list[int], length: float) -> Iterable[float]:
    return [length / len(group) ** 0.5] * len(group) if group else ()
