"""A document store in memory for shops of a test, with just enough of a manifest."""

import hashlib
from collections.abc import AsyncIterator, Sequence

from domain.documents import Chunk, ChunkVector, Document, Embedder, Generation, Vector
from domain.errors import NotFoundError, StaleError
from domain.ids import ChunkId, DocumentId, ShopId


class MemoryDocuments:
    """One shop's documents, chunks and vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self._model = embedder.model
        self._documents: dict[DocumentId, Document] = {}
        self._generations: dict[tuple[DocumentId, int], list[ChunkVector]] = {}
        self._live: dict[DocumentId, int] = {}
        self._version = 0
        self.reads = 0
        """How many documents' chunks were read."""

    async def documents(self, shop: ShopId, include_deleted: bool = False) -> list[Document]:
        return [d for d in self._documents.values() if include_deleted or d.status != "deleted"]

    async def document(self, shop: ShopId, document_id: DocumentId) -> Document:
        if document_id not in self._documents:
            raise NotFoundError("there is no such document")
        return self._documents[document_id]

    async def document_named(self, shop: ShopId, name: str) -> Document | None:
        return next((d for d in self._documents.values() if d.name == name), None)

    async def stage(self, document: Document, chunks: Sequence[ChunkVector]) -> int:
        taken = [g for d, g in self._generations if d == document.document_id]
        generation = max(taken, default=0) + 1
        self._generations[document.document_id, generation] = [
            ChunkVector(_placed(c, document, generation, n), v) for n, (c, v) in enumerate(chunks)
        ]
        return generation

    async def staged_chunks(self, shop: ShopId, document_id: DocumentId, generation: int) -> list[ChunkVector]:
        return self._generations[document_id, generation]

    async def publish(
        self, document: Document, generation: int, after: Document | None = None, review: object = None
    ) -> None:
        self._documents[document.document_id] = document.model_copy(update={"generation": generation})
        self._live[document.document_id] = generation
        self._version += 1

    async def put_document(self, document: Document) -> None:
        self._documents[document.document_id] = document

    async def delete_document(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        self._live.pop(document_id)
        self._version += 1

    async def generations(self, shop: ShopId, document_id: DocumentId) -> list[Generation]:
        return []

    async def drop_generation(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        if self._live.get(document_id) == generation:
            raise StaleError("this generation is live")
        del self._generations[document_id, generation]

    async def version(self, shop: ShopId) -> int:
        return self._version

    async def manifest(self, shop: ShopId) -> tuple[int, dict[DocumentId, int]]:
        return self._version, dict(self._live)

    async def live_chunks(self, shop: ShopId, document_ids: Sequence[DocumentId] | None = None) -> list[Chunk]:
        wanted = list(self._live) if document_ids is None else document_ids
        self.reads += len(wanted)
        return [c for d in wanted for c, _ in self._generations[d, self._live[d]]]

    async def vectors(self, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
        assert model == self._model
        every = (row for rows in self._generations.values() for row in rows)
        return {c.content_hash: v for c, v in every if c.content_hash in set(content_hashes)}

    async def live_vectors(self, shop: ShopId) -> AsyncIterator[list[ChunkVector]]:
        for document_id, generation in self._live.items():
            yield self._generations[document_id, generation]


def _placed(chunk: Chunk, document: Document, generation: int, ordinal: int) -> Chunk:
    return chunk.model_copy(
        update={
            "chunk_id": ChunkId(f"{document.document_id}:{generation}:{ordinal}"),
            "document_id": document.document_id,
            "generation": generation,
            "ordinal": ordinal,
            "content_hash": hashlib.sha256(chunk.embedding_text.encode()).hexdigest(),
        }
    )
