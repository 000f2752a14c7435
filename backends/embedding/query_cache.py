"""Vectors of the latest questions, so that the same text costs once within a turn."""

from collections import OrderedDict
from threading import Lock

import numpy as np

Array = np.ndarray[tuple[int], np.dtype[np.float32]]


class QueryCache:
    """A least-recently-used map from text to vector; safe to share between threads."""

    def __init__(self, size: int = 2048) -> None:
        """Args: size: how many vectors to keep (384 floats: 1.5 KB each)."""
        self._size = size
        self._vectors: OrderedDict[str, Array] = OrderedDict()
        self._lock = Lock()

    def get(self, text: str) -> Array | None:
        """The vector of this text, if it is still here."""
        with self._lock:
            vector = self._vectors.get(text)
            if vector is not None:
                self._vectors.move_to_end(text)
            return vector

    def put(self, text: str, vector: Array) -> None:
        """Keep a vector; it is made read-only because callers share it."""
        vector.setflags(write=False)
        with self._lock:
            self._vectors[text] = vector
            self._vectors.move_to_end(text)
            if len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
