"""The vector index on Chroma, in process or as a server."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from domain.documents import ChunkVector, FillIndex, Found, Vector
from domain.errors import ConfigurationError, KefuError, UnavailableError
from domain.ids import ChunkId, DocumentId, ShopId

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

T = TypeVar("T")

_TRIES = 4
"""A query that meets rows under deletion is asked again."""

_SILENT = "the vector index doesn't answer: check the Chroma server or data folder"

_NEW, _OLD = "-new", "-old"

ADD_BATCH = 1000
"""Rows a call; Chroma's own limit is about 5,400."""


def embedded_client(path: Path) -> "ClientAPI":
    """Chroma in process over a folder that this process owns."""
    import chromadb
    from chromadb.config import Settings

    path.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))


def server_client(host: str, port: int, ssl: bool = False) -> "ClientAPI":
    """A Chroma server on a private network. Raises: UnavailableError."""
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=Settings(anonymized_telemetry=False))
    except Exception as error:
        raise UnavailableError(
            "the Chroma server can't be reached: check KEFU_CHROMA_HOST, KEFU_CHROMA_PORT and the server"
        ) from error


class ChromaIndex:
    """One collection per shop. Calls run off the event loop, in the index's own threads."""

    def __init__(self, client: "ClientAPI", model: str) -> None:
        """Args: client: from ``embedded_client`` or ``server_client``; model: identity of the embedder."""
        self._client = client
        self._model = model
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="chroma")
        self._collections: dict[ShopId, Collection] = {}
        self._lock = Lock()

    async def add(self, shop: ShopId, chunks: Sequence[ChunkVector]) -> None:
        """Add or replace these chunks; acknowledged means durable."""
        if chunks:
            await self._run(shop, lambda collection: self._add(collection, chunks))

    async def query(self, shop: ShopId, vector: Vector, limit: int) -> list[Found]:
        """The nearest chunks of any generation, best first; the caller keeps the live ones."""
        return await self._run(shop, lambda collection: self._query(collection, vector, limit))

    async def remove(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        """Remove one generation of a document."""
        await self._run(shop, lambda collection: self._remove(collection, document_id, generation))

    async def count(self, shop: ShopId) -> int:
        """How many chunks lie in the index."""
        return await self._run(shop, lambda collection: collection.count())

    async def answers(self, shop: ShopId | None) -> None:
        """Raises: UnavailableError, ConfigurationError: the shop's vectors are of another model."""
        call = self._heard if shop is None else lambda: self._call(shop, lambda collection: collection.peek(1))
        await asyncio.get_running_loop().run_in_executor(self._pool, call)

    async def drop(self, shop: ShopId) -> None:
        """Remove the shop's collection."""
        await asyncio.get_running_loop().run_in_executor(self._pool, self._drop, shop)

    @asynccontextmanager
    async def renewal(self) -> AsyncIterator[FillIndex]:
        """New collections to fill beside those that serve, on a server; at the end of the block they take over.

        What other processes change meanwhile goes to the old ones: whoever fills has to look again afterwards.
        """
        loop = asyncio.get_running_loop()
        started: dict[ShopId, Collection] = {}

        async def fill(shop: ShopId, chunks: Sequence[ChunkVector]) -> None:
            if shop not in started:
                started[shop] = await loop.run_in_executor(self._pool, self._started, shop)
            await loop.run_in_executor(self._pool, self._add, started[shop], chunks)

        try:
            yield fill
        except BaseException:
            for shop in started:
                await loop.run_in_executor(self._pool, self._delete, collection_name(shop) + _NEW)
            raise
        for shop, collection in started.items():
            await loop.run_in_executor(self._pool, self._take_over, shop, collection)

    def close(self) -> None:
        """Stop the threads; calls under way are finished."""
        self._pool.shutdown(wait=True)

    def _add(self, collection: "Collection", chunks: Sequence[ChunkVector]) -> None:
        for start in range(0, len(chunks), ADD_BATCH):
            batch = chunks[start : start + ADD_BATCH]
            collection.upsert(
                ids=[chunk.chunk_id for chunk, _ in batch],
                embeddings=np.asarray([np.asarray(vector, dtype=np.float32) for _, vector in batch]),
                metadatas=[{"document_id": c.document_id, "generation": c.generation} for c, _ in batch],
            )

    def _remove(self, collection: "Collection", document_id: DocumentId, generation: int) -> None:
        collection.delete(where={"$and": [{"document_id": document_id}, {"generation": generation}]})

    def _query(self, collection: "Collection", vector: Vector, limit: int) -> list[Found]:
        found: list[Found] = []
        gone = 0
        for _ in range(_TRIES):
            # Without counting first: Chroma counts by reading every row.
            found, missing = self._nearest(collection, vector, limit + gone)
            if not missing or len(found) >= limit:
                break
            # As many as were deleted meanwhile have to make up for them, or a search finds less than there is.
            gone = missing + limit
        return found[:limit]

    def _nearest(self, collection: "Collection", vector: Vector, wanted: int) -> tuple[list[Found], int]:
        rows = collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=wanted,
            include=["distances", "metadatas"],
        )
        hits = zip(rows["ids"][0], (rows["distances"] or [[]])[0], (rows["metadatas"] or [[]])[0], strict=True)
        # While rows are being deleted a query may still return them, with metadata None.
        found = [Found(ChunkId(i), 1.0 - float(d)) for i, d, metadata in hits if metadata is not None]
        return found, len(rows["ids"][0]) - len(found)

    def _heard(self) -> object:
        try:
            return self._client.heartbeat()
        except Exception as error:
            raise UnavailableError(_SILENT) from error

    def _drop(self, shop: ShopId) -> None:
        with self._lock:
            self._collections.pop(shop, None)
            self._delete(collection_name(shop))

    def _delete(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._client.delete_collection(name)

    def _started(self, shop: ShopId) -> "Collection":
        """A new collection for the shop; one that an earlier try left is deleted."""
        name = collection_name(shop) + _NEW
        self._delete(name)
        return self._made(name)

    def _take_over(self, shop: ShopId, collection: "Collection") -> None:
        """Two renamings: handles of other processes go on finding the old one until it is deleted."""
        from chromadb.errors import NotFoundError

        name = collection_name(shop)
        with self._lock:
            self._delete(name + _OLD)
            with suppress(NotFoundError):
                self._client.get_collection(name, embedding_function=None).modify(name=name + _OLD)
            collection.modify(name=name)
            self._collections[shop] = collection
            self._delete(name + _OLD)

    def _made(self, name: str) -> "Collection":
        return self._client.get_or_create_collection(
            name,
            metadata={"embedding_model": self._model},
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=None,
        )

    def _collection(self, shop: ShopId) -> "Collection":
        with self._lock:
            if shop not in self._collections:
                collection = self._made(collection_name(shop))
                self._check_model(collection)
                self._collections[shop] = collection
            return self._collections[shop]

    def _check_model(self, collection: "Collection") -> None:
        stored = (collection.metadata or {}).get("embedding_model")
        if stored != self._model:
            raise ConfigurationError(
                "the vector index was made with another embedding model: run `kefu documents rebuild`, "
                "or set KEFU_EMBEDDING_* back"
            )

    async def _run(self, shop: ShopId, call: Callable[["Collection"], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._call, shop, call)

    def _call(self, shop: ShopId, call: Callable[["Collection"], T]) -> T:
        from chromadb.errors import NotFoundError

        try:
            try:
                return call(self._collection(shop))
            except NotFoundError:
                # Another process rebuilt the collection on the server: the handle kept here points to the old one.
                with self._lock:
                    self._collections.pop(shop, None)
                return call(self._collection(shop))
        except KefuError:
            raise
        except Exception as error:  # Chroma documents no common root, and its HTTP client raises its own
            raise UnavailableError(_SILENT) from error


def collection_name(shop: ShopId) -> str:
    """An ASCII name of at most 60 characters that no other shop shares."""
    digest = hashlib.sha256(shop.encode()).hexdigest()[:12]
    readable = "".join(c if c.isascii() and c.isalnum() else "-" for c in shop)[:40].strip("-")
    return f"kefu-{readable}-{digest}" if readable else f"kefu-{digest}"
