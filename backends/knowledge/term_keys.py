"""Terms as 64-bit keys, so that indexing and scoring are array work.

A character is its code point, a pair two code points in 42 bits, anything else a negative hash.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.text.terms import HAN, word_terms

Keys = npt.NDArray[np.int64]

_SHIFT = 21
"""Bits of a Unicode code point."""


def term_key(term: str) -> int:
    """The key of one term."""
    if len(term) <= 2 and HAN.fullmatch(term):
        return ord(term) if len(term) == 1 else ord(term[0]) << _SHIFT | ord(term[1])
    return word_key(term)


@lru_cache(maxsize=65_536)
def word_key(term: str) -> int:
    """The key of a code, number or foreign word: negative, 62 bits of its hash."""
    return -(int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest()) >> 2) - 1


def keys_of_texts(texts: Sequence[str]) -> tuple[Keys, npt.NDArray[np.int32]]:
    """Keys of all terms of all texts (normal forms), and the text each is from, both of shape (terms,)."""
    points = np.frombuffer("\n".join(texts).encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) + 1 for text in texts])[: len(points)]
    han = _is_han(points)
    pairs = han[:-1] & han[1:]
    words = [(word_key(term), i) for i, text in enumerate(texts) for term in word_terms(text)]
    return (
        np.concatenate([points[han], (points[:-1] << _SHIFT | points[1:])[pairs], _column(k for k, _ in words)]),
        np.concatenate([owner[han], owner[:-1][pairs], _column(i for _, i in words).astype(np.int32)]),
    )


def _is_han(points: Keys) -> npt.NDArray[np.bool_]:
    common = (points >= 0x4E00) & (points <= 0x9FFF)
    extension = (points >= 0x3400) & (points <= 0x4DBF)
    rare = (points >= 0x20000) & (points <= 0x2EBEF)
    return common | extension | rare


def _column(values: Iterable[int]) -> Keys:
    return np.fromiter(values, dtype=np.int64)
