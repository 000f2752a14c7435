"""Whether a text answers a question, read from both sides' token vectors by a small trained network.

Each token attends to the other side's tokens and is compared with what it found there (after Chen et al. 2017,
"Enhanced LSTM for Natural Language Inference", without the recurrent layers). Trained by ``training/reader``; at run
time it is a handful of matrix products in numpy.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from backends.embedding.e5_weights import Floats
from backends.embedding.sentence_store import TokenVectors

ARTEFACT = Path(__file__).with_name("answer_reader.npz")
LONGEST = 96
"""Tokens of a text that are read, as in training."""
SHORTEST_SHARE = 0.6
"""Of the longest text of those that are read at once, that each has at least."""
COSINE_FLOOR, COSINE_SPREAD = 0.85, 8.0
"""Cosines of the model's tokens lie between .75 and 1; spread out, the network sees their differences."""
ATTEND_FLOOR, ATTEND_SPREAD = 0.8, 20.0
_HIDDEN = -1e4
_LOWEST = -9.0
Weights = dict[str, Floats]


class AnswerReader:
    """Loaded once a process; calls may run side by side."""

    def __init__(self, path: Path = ARTEFACT) -> None:
        """Raises: ConfigurationError: the artefact was trained for another embedding model."""
        with np.load(path, allow_pickle=False) as stored:
            self._w: Weights = {name: stored[name].astype(np.float32) for name in stored.files if name != "about"}
            self.about: dict[str, object] = json.loads(stored["about"].item())
        self._temperature = float(self._w["temperature"])

    def read(self, question: Floats, texts: Sequence[TokenVectors]) -> list[float]:
        """The log odds that each text answers.

        Args:
            question: Unit vectors of the question's tokens, [tokens, width], at least one.
            texts: Candidates; one without tokens answers nothing.
        """
        odds = [0.0] * len(texts)
        for places in _of_like_length(texts):
            for place, found in zip(places, self._read(question, [texts[place] for place in places]), strict=True):
                odds[place] = found
        return odds

    def _read(self, question: Floats, texts: Sequence[TokenVectors]) -> list[float]:
        side = _padded(texts, question.shape[1])
        w = self._w
        asked = question @ w["question.weight"] + w["question.bias"]
        key = question @ w["key.weight"] + w["key.bias"]
        said = side.vectors @ w["text.weight"] + w["text.bias"]
        cosines = side.vectors @ question.T
        # [texts, text's tokens, question's tokens]
        near = self._temperature * (cosines - ATTEND_FLOOR) * ATTEND_SPREAD
        energy = (side.vectors @ w["key.weight"] + w["key.bias"]) @ key.T / 8 + near
        hidden = ~side.inside[:, :, None]
        found_in_text = np.einsum("bsq,bsd->bqd", _softmax(np.where(hidden, _HIDDEN, energy), 1), said)
        found_in_question = _softmax(energy, 2) @ asked
        likest = np.where(hidden, -1.0, cosines).max(1)
        likest_own = np.where(side.own[:, :, None], cosines, -1.0).max(1)
        asked_all = np.broadcast_to(asked, found_in_text.shape)
        x = self._compared("question", asked_all, found_in_text, [_spread(likest), _spread(likest_own)])
        y = self._compared(
            "text",
            said,
            found_in_question,
            [_spread(np.where(hidden, -1.0, cosines).max(2)), side.own.astype(np.float32)],
        )
        everywhere = np.ones(x.shape[:2], dtype=bool)
        pooled = np.concatenate(
            [*self._pooled("question", x, everywhere), *self._pooled("text", y, side.inside)], axis=1
        )
        logits = _gelu(pooled @ w["out.0.weight"] + w["out.0.bias"]) @ w["out.1.weight"] + w["out.1.bias"]
        return [float(value) for value in logits[:, 0]]

    def _compared(self, side: str, own: Floats, found: Floats, extra: list[Floats]) -> Floats:
        features = np.concatenate([own, found, own * found, np.abs(own - found), np.stack(extra, 2)], axis=2)
        return _gelu(features @ self._w[f"compare.{side}.weight"] + self._w[f"compare.{side}.bias"])

    def _pooled(
        self, side: str, values: Floats, inside: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
    ) -> list[Floats]:
        weight = (values @ self._w[f"pool.{side}.weight"] + self._w[f"pool.{side}.bias"])[:, :, 0]
        share = _softmax(np.where(inside, weight, _HIDDEN), 1)
        highest = np.where(inside[:, :, None], values, _LOWEST).max(1)
        return [np.einsum("bt,btd->bd", share, values), highest]


@cache
def answer_reader() -> AnswerReader:
    """The committed one."""
    return AnswerReader()


def _of_like_length(texts: Sequence[TokenVectors]) -> list[list[int]]:
    """Places of texts to be padded together: beside one long sentence all others would be filled up to its length."""
    groups: list[list[int]] = []
    longest = 0
    for place in sorted(range(len(texts)), key=lambda place: -len(texts[place].vectors)):
        length = min(LONGEST, len(texts[place].vectors))
        if not groups or length < SHORTEST_SHARE * longest:
            groups.append([])
            longest = length
        groups[-1].append(place)
    return groups


class _Padded(NamedTuple):
    vectors: Floats
    inside: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
    own: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"


def _padded(texts: Sequence[TokenVectors], width: int) -> _Padded:
    longest = max(1, min(LONGEST, max(len(text.vectors) for text in texts)))
    vectors = np.zeros((len(texts), longest, width), dtype=np.float32)
    inside = np.zeros((len(texts), longest), dtype=bool)
    own = np.zeros((len(texts), longest), dtype=bool)
    for n, text in enumerate(texts):
        length = min(longest, len(text.vectors))
        vectors[n, :length] = text.vectors[:length]
        inside[n, :length] = True
        own[n, min(text.own, max(0, length - 1)) : length] = True
    return _Padded(vectors, inside, own)


def _spread(cosines: Floats) -> Floats:
    spread: Floats = (cosines - COSINE_FLOOR) * COSINE_SPREAD
    return spread


def _softmax(values: Floats, axis: int) -> Floats:
    powers = np.exp(values - values.max(axis=axis, keepdims=True))
    shares: Floats = powers / powers.sum(axis=axis, keepdims=True)
    return shares


def _gelu(x: Floats) -> Floats:
    # x * x * x: numpy takes a power by logarithms, many times as long.
    out: Floats = np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * (x * x * x)))
    out += 1
    out *= x
    out *= np.float32(0.5)
    return out
