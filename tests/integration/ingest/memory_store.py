"""A `DocumentStore` in memory, with the semantics of the SQL one, for tests of ingest alone."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.documents import Chunk, ChunkVector, Document, Generation, Vector
from domain.errors import NotFoundError, StaleError
from domain.ids import ChunkId, DocumentId, ShopId


@dataclass
class MemoryDocuments:
    """Documents, generations, chunks and the manifest in dictionaries."""

    model: str = "test-double"
    version: int = 0
    by_id: dict[DocumentId, Document] = field(default_factory=dict)
    chunks: dict[tuple[DocumentId, int], list[ChunkVector]] = field(default_factory=dict)
    hashes: dict[tuple[DocumentId, int], str] = field(default_factory=dict)
    numbers: dict[DocumentId, int] = field(default_factory=dict)
    live: dict[DocumentId, int] = field(default_factory=dict)
    cache: dict[str, Vector] = field(default_factory=dict)

    async def documents(self, shop: ShopId, include_deleted: bool = False) -> list[Document]:
        found = [d for d in self.by_id.values() if d.shop == shop and (include_deleted or d.status != "deleted")]
        return sorted(found, key=lambda d: d.name)

    async def document(self, shop: ShopId, document_id: DocumentId) -> Document:
        document = self.by_id.get(document_id)
        if document is None or document.shop != shop:
            raise NotFoundError("there is no such document")
        return document

    async def document_named(self, shop: ShopId, name: str) -> Document | None:
        return next((d for d in self.by_id.values() if d.shop == shop and d.name == name), None)

    async def stage(self, document: Document, chunks: Sequence[ChunkVector]) -> int:
        number = self.numbers[document.document_id] = self.numbers.get(document.document_id, 0) + 1
        staged = []
        for ordinal, (chunk, vector) in enumerate(chunks):
            values = {
                "chunk_id": ChunkId(f"{document.document_id}:{number}:{ordinal}"),
                "document_id": document.document_id,
                "generation": number,
                "ordinal": ordinal,
            }
            staged.append(ChunkVector(chunk.model_copy(update=values), vector))
            self.cache[chunk.content_hash] = vector
        self.chunks[document.document_id, number] = staged
        self.hashes[document.document_id, number] = document.content_hash
        return number

    async def staged_chunks(self, shop: ShopId, document_id: DocumentId, generation: int) -> list[ChunkVector]:
        return self.chunks[document_id, generation]

    async def publish(self, document: Document, generation: int) -> None:
        assert (document.document_id, generation) in self.chunks
        self.by_id[document.document_id] = document.model_copy(update={"generation": generation})
        self.live[document.document_id] = generation
        self.version += 1

    async def put_document(self, document: Document) -> None:
        self.by_id[document.document_id] = document

    async def delete_document(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        document = await self.document(shop, document_id)
        self.live.pop(document_id, None)
        self.version += 1
        self.by_id[document_id] = document.model_copy(update={"status": "deleted", "generation": 0})
        if erase:
            for key in [key for key in self.chunks if key[0] == document_id]:
                for chunk, _ in self.chunks.pop(key):
                    self.cache.pop(chunk.content_hash, None)

    async def generations(self, shop: ShopId, document_id: DocumentId) -> list[Generation]:
        return [
            Generation(
                document_id=document_id,
                generation=number,
                content_hash=self.hashes[key, number],
                chunks=len(chunks),
                created_at=datetime(2026, 11, 20, tzinfo=UTC),
                live=self.live.get(key) == number,
            )
            for (key, number), chunks in sorted(self.chunks.items(), key=lambda entry: -entry[0][1])
            if key == document_id
        ]

    async def drop_generation(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        if self.live.get(document_id) == generation:
            raise StaleError("this generation is live")
        del self.chunks[document_id, generation]

    async def manifest(self, shop: ShopId) -> tuple[int, dict[DocumentId, int]]:
        return self.version, {i: g for i, g in self.live.items() if self.by_id[i].shop == shop}

    async def live_chunks(self, shop: ShopId, document_ids: Sequence[DocumentId] | None = None) -> list[Chunk]:
        wanted = None if document_ids is None else set(document_ids)
        return [
            chunk
            for document_id, generation in self.live.items()
            if self.by_id[document_id].shop == shop and (wanted is None or document_id in wanted)
            for chunk, _ in self.chunks[document_id, generation]
        ]

    async def vectors(self, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
        if model != self.model:
            return {}
        return {key: self.cache[key] for key in content_hashes if key in self.cache}

    async def live_vectors(self, shop: ShopId) -> AsyncIterator[list[ChunkVector]]:
        for document_id, generation in self.live.items():
            if self.by_id[document_id].shop == shop:
                yield self.chunks[document_id, generation]
