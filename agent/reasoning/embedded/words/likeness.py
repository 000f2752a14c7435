"""How alike two words are, by vectors distilled from the embedding model (``python -m training.words``)."""

import hashlib
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from agent.reasoning.embedded.words.dictionary import dictionary
from domain.errors import ConfigurationError

CONTENT = frozenset("nvabzts")
MOST = 24_000
"""The commonest content words have a vector; it keeps the artefact near a megabyte."""
ALIKE, SAME = 0.52, 0.75
"""Cosine where likeness begins and where it is as good as a synonym: 999 of 1,000 random pairs lie below .26."""


def vector_words() -> list[str]:
    """The words that have a vector, in the artefact's order."""
    content = [
        (-entry.frequency, word) for word, entry in dictionary().items() if 2 <= len(word) <= 3 and entry.tag in CONTENT
    ]
    return sorted(word for _, word in sorted(content)[:MOST])


def words_hash(words: list[str]) -> str:
    """Identity of a word list: the artefact holds for exactly one."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    words = vector_words()
    with files("agent.reasoning.embedded.words").joinpath("vectors.npz").open("rb") as stream:
        stored = np.load(stream, allow_pickle=False)
        if str(stored["words_sha256"]) != words_hash(words):
            raise ConfigurationError("the word vectors were made from another dictionary: run python -m training.words")
        vectors = stored["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: row for row, word in enumerate(words)}, vectors


@lru_cache(maxsize=4096)
def likeness(word: str, others: frozenset[str]) -> float:
    """0-1: how much the likest of the other words says the same; 0 for a word without vector."""
    rows, vectors = _table()
    mine = rows.get(word)
    places = [row for other in others if (row := rows.get(other)) is not None]
    if mine is None or not places:
        return 0.0
    cosine = float((vectors[places] @ vectors[mine]).max())
    return min(1.0, max(0.0, (cosine - ALIKE) / (SAME - ALIKE)))
