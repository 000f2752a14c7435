"""The trained weights: a plain npz beside this module, and what can be computed from it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from agent.reasoning.triage.ngrams import Gram

Floats = npt.NDArray[np.float32]

ARTEFACT = Path(__file__).with_name("model.npz")
METADATA = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class Head:
    """One linear classifier over both kinds of features.

    Attributes:
        classes: Labels, one per row of the weights.
        dense: Weights of the centred embedding (classes, dimensions).
        sparse: Weights of the n-grams (classes, vocabulary).
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
        columns: Vocabulary indices of the n-grams found.
        values: Their weights (tf-idf, unit length).
    """

    dense: Floats | None
    columns: npt.NDArray[np.intp]
    values: Floats


@dataclass(frozen=True, slots=True)
class TriageModel:
    """Vocabulary and heads.

    Attributes:
        vocabulary: N-gram → column.
        idf: Inverse document frequency by column.
        mean: Mean embedding of the corpus.
        scale: What the centred embedding is multiplied with.
        heads: By name, for messages with an embedding.
        wordy_heads: The same heads trained on n-grams alone, for messages without one.
        metadata: What was trained on what, the thresholds and the cross-validated figures.
    """

    vocabulary: Mapping[str, int]
    idf: Floats
    mean: Floats
    scale: float
    heads: Mapping[str, Head]
    wordy_heads: Mapping[str, Head]
    metadata: Mapping[str, Any]

    def features(self, grams: Sequence[Gram], vector: npt.NDArray[np.floating[Any]] | None) -> Features:
        """The features of a message from its n-grams and its embedding (384,) or None."""
        counted = sorted({self.vocabulary[g.value] for g in grams if g.value in self.vocabulary})
        columns = np.array(counted, dtype=np.intp)
        values = self.idf[columns]
        values = values / (float(np.linalg.norm(values)) or 1.0)
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
            "scale": np.float32(self.scale),
        }
        for family, heads in (("full", self.heads), ("wordy", self.wordy_heads)):
            for name, head in heads.items():
                key = f"{family}.{name}"
                arrays[f"{key}.classes"] = np.array(head.classes)
                arrays[f"{key}.dense"] = head.dense.astype(np.float16)
                arrays[f"{key}.sparse"] = head.sparse.astype(np.float16)
                arrays[f"{key}.bias"] = head.bias
                arrays[f"{key}.temperature"] = np.float32(head.temperature)
        np.savez_compressed(artefact, **arrays)  # type: ignore[arg-type]  # numpy's stub reads ** as allow_pickle
        metadata.write_text(json.dumps(self.metadata, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, artefact: Path = ARTEFACT, metadata: Path = METADATA) -> Self:
        """Read what `save` wrote. Raises: FileNotFoundError, ValueError when the file is not such an artefact."""
        with np.load(artefact, allow_pickle=False) as arrays:
            return cls(
                vocabulary={str(gram): i for i, gram in enumerate(arrays["vocabulary"])},
                idf=arrays["idf"],
                mean=arrays["mean"],
                scale=float(arrays["scale"]),
                heads=_heads(arrays, "full"),
                wordy_heads=_heads(arrays, "wordy"),
                metadata=json.loads(metadata.read_text(encoding="utf-8")),
            )


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
