"""The trained weights: a plain npz beside this module, and what can be computed from it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from agent.reasoning.triage.signals import Kind, Signal, kind_of

Floats = npt.NDArray[np.float32]

ARTEFACT = Path(__file__).with_name("model.npz")
METADATA = Path(__file__).with_name("model.json")

BLOCK_LENGTH = {Kind.WORD: 1.0, Kind.CONCEPT: 1.0, Kind.PAIR: 0.5}
"""Length of each kind's part of the feature vector, so that a long text's n-grams don't drown its concepts."""


@dataclass(frozen=True, slots=True)
class Head:
    """One linear classifier over both kinds of features.

    Attributes:
        classes: Labels, one per row of the weights.
        dense: Weights of the centred embedding (classes, dimensions).
        sparse: Weights of the signals (classes, vocabulary).
        bias: One per class.
        temperature: Logits are divided by it, so that probabilities mean what they say on unseen trades.
    """

    classes: tuple[str, ...]
    dense: Floats
    sparse: Floats
    bias: Floats
    temperature: float


@dataclass(frozen=True, slots=True)
class Features:
    """One message as the model sees it.

    Attributes:
        dense: The centred, scaled embedding; None when the message's embedding is of another model.
        columns: Vocabulary indices of the signals found.
        values: Their weights.
    """

    dense: Floats | None
    columns: npt.NDArray[np.intp]
    values: Floats


@dataclass(frozen=True, slots=True)
class TriageModel:
    """Vocabulary and heads.

    Attributes:
        vocabulary: Name of a signal → column.
        kinds: Kind of signal by column.
        idf: Weight by column: inverse document frequency of n-grams, 1 for concepts and pairs.
        mean: Mean embedding of the corpus.
        scale: What the centred embedding is multiplied with.
        heads: By name, for messages with an embedding.
        wordy_heads: The same heads trained on signals alone, for messages without one.
        metadata: What was trained on what, the thresholds and the cross-validated figures.
    """

    vocabulary: Mapping[str, int]
    kinds: npt.NDArray[np.int8]
    idf: Floats
    mean: Floats
    scale: float
    heads: Mapping[str, Head]
    wordy_heads: Mapping[str, Head]
    metadata: Mapping[str, Any]

    def features(self, found: Iterable[Signal], vector: npt.NDArray[np.floating[Any]] | None) -> Features:
        """The features of a message from its signals and its embedding (384,) or None."""
        columns = np.array(sorted({self.vocabulary[s.name] for s in found if s.name in self.vocabulary}), dtype=np.intp)
        values = self.idf[columns]
        kinds = self.kinds[columns]
        for kind, length in BLOCK_LENGTH.items():
            block = kinds == kind
            values[block] *= length / (float(np.linalg.norm(values[block])) or 1.0)
        dense = None if vector is None else ((vector - self.mean) * self.scale).astype(np.float32)
        return Features(dense, columns, values)

    def head(self, name: str, features: Features) -> Head:
        """The head that fits the features at hand."""
        return (self.wordy_heads if features.dense is None else self.heads)[name]

    def probabilities(self, name: str, features: Features) -> dict[str, float]:
        """Label → calibrated probability of one head."""
        head = self.head(name, features)
        logits = head.bias + head.sparse[:, features.columns] @ features.values
        if features.dense is not None:
            logits = logits + head.dense @ features.dense
        logits = logits / head.temperature
        odds = np.exp(logits - logits.max())
        return dict(zip(head.classes, (odds / odds.sum()).tolist(), strict=True))

    def save(self, artefact: Path = ARTEFACT, metadata: Path = METADATA) -> None:
        """Write weights (float16, no pickles) and metadata."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "vocabulary": np.array(list(self.vocabulary)),
            "idf": self.idf,
            "mean": self.mean,
            "scale": np.asarray(self.scale, np.float32),
        }
        for family, heads in (("full", self.heads), ("wordy", self.wordy_heads)):
            for name, head in heads.items():
                key = f"{family}.{name}"
                arrays[f"{key}.classes"] = np.array(head.classes)
                arrays[f"{key}.dense"] = head.dense.astype(np.float16)
                arrays[f"{key}.sparse"] = head.sparse.astype(np.float16)
                arrays[f"{key}.bias"] = head.bias
                arrays[f"{key}.temperature"] = np.asarray(head.temperature, np.float32)
        np.savez_compressed(artefact, **arrays)  # type: ignore[arg-type]  # numpy's stub reads ** as allow_pickle
        metadata.write_text(json.dumps(self.metadata, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @staticmethod
    def centre(artefact: Path = ARTEFACT) -> Floats:
        """The mean (384,) of the corpus's vectors alone: what messages have in common whatever they say."""
        with np.load(artefact, allow_pickle=False) as arrays:
            mean: Floats = arrays["mean"]
            return mean

    @classmethod
    def load(cls, artefact: Path = ARTEFACT, metadata: Path = METADATA) -> Self:
        """Read what `save` wrote. Raises: FileNotFoundError, ValueError when the file is not such an artefact."""
        with np.load(artefact, allow_pickle=False) as arrays:
            names = [str(name) for name in arrays["vocabulary"]]
            return cls(
                vocabulary={name: column for column, name in enumerate(names)},
                kinds=kinds_of(names),
                idf=arrays["idf"],
                mean=arrays["mean"],
                scale=float(arrays["scale"]),
                heads=_heads(arrays, "full"),
                wordy_heads=_heads(arrays, "wordy"),
                metadata=json.loads(metadata.read_text(encoding="utf-8")),
            )


def kinds_of(names: Iterable[str]) -> npt.NDArray[np.int8]:
    """The kind of each signal."""
    return np.array([kind_of(name) for name in names], dtype=np.int8)


def _heads(arrays: Mapping[str, npt.NDArray[Any]], family: str) -> dict[str, Head]:
    names = [key.split(".")[1] for key in arrays if key.startswith(f"{family}.") and key.endswith(".classes")]
    return {
        name: Head(
            classes=tuple(str(label) for label in arrays[f"{family}.{name}.classes"]),
            dense=arrays[f"{family}.{name}.dense"].astype(np.float32),
            sparse=arrays[f"{family}.{name}.sparse"].astype(np.float32),
            bias=arrays[f"{family}.{name}.bias"],
            temperature=float(arrays[f"{family}.{name}.temperature"]),
        )
        for name in names
    }
