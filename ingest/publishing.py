"""From prepared to searchable, so that a crash at any point leaves the old generation serving.

Staged in SQL, added to the vector index, then the manifest flips; only afterwards old generations go.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.documents import Chunk, ChunkVector, Document, DocumentStore, Embedder, Generation, Vector, VectorIndex
from domain.errors import NotFoundError
from domain.ids import DocumentId, ShopId


class Publisher:
    """Embeds chunks and makes generations live."""

    def __init__(self, documents: DocumentStore, index: VectorIndex, embedder: Embedder, batch: int) -> None:
        """Args: batch: passages embedded at a time."""
        self._documents = documents
        self._index = index
        self._embedder = embedder
        self._batch = batch

    async def publish(self, document: Document, chunks: Sequence[ChunkVector]) -> Document:
        """Make these chunks the document's live generation; returns the document as stored."""
        if document.generation == 0:
            # Known before anything is staged for it: after a crash the next try finds what this one left behind.
            await self._documents.put_document(document.model_copy(update={"content_hash": ""}))
        await self._drop_unpublished(document)
        generation = await self._documents.stage(document, chunks)
        staged = await self._documents.staged_chunks(document.shop, document.document_id, generation)
        await self._index.add(document.shop, staged)
        live = document.model_copy(update={"generation": generation, "chunks": len(staged)})
        await self._documents.publish(live, generation)
        await self._drop_old(live)
        return live

    async def vectors_of(self, chunks: Sequence[Chunk]) -> dict[str, Vector]:
        """Vectors by content hash; a text embedded before, in any document, costs nothing."""
        hashes = list(dict.fromkeys(chunk.content_hash for chunk in chunks))
        known = dict(await self._documents.vectors(self._embedder.model, hashes))
        texts = {c.content_hash: c.embedding_text for c in chunks if c.content_hash not in known}
        missing = list(texts)
        for start in range(0, len(missing), self._batch):
            part = missing[start : start + self._batch]
            made = await self._embedder.embed_passages([texts[key] for key in part])
            known.update(zip(part, made, strict=True))
        return known

    async def roll_back(self, document: Document, generation: int | None, now: datetime) -> Generation:
        """Make an earlier generation live. Raises: NotFoundError: there is none, or not this one."""
        generations = await self._documents.generations(document.shop, document.document_id)
        earlier = [g for g in generations if not g.live and (generation in {None, g.generation})]
        if generation is None:
            earlier = [g for g in earlier if g.generation < document.generation] or (
                earlier if document.status == "deleted" else []
            )
        if not earlier:
            raise NotFoundError("there is no earlier generation to go back to: upload the file again")
        target = earlier[0]
        staged = await self._documents.staged_chunks(document.shop, document.document_id, target.generation)
        await self._index.add(document.shop, staged)
        await self._documents.publish(_as_of(document, target, staged, now), target.generation)
        return target.model_copy(update={"live": True})

    async def withdraw(self, shop: ShopId, document_id: DocumentId, erase: bool) -> None:
        """Take a document out: first of the manifest, so that it stops answering at once."""
        generations = await self._documents.generations(shop, document_id)
        await self._documents.delete_document(shop, document_id, erase)
        for generation in generations:
            await self._index.remove(shop, document_id, generation.generation)

    async def rebuild(self, shop: ShopId) -> int:
        """Fill the shop's index again from SQL; what lacks a vector of this model is embedded and published anew."""
        await self._index.drop(shop)
        count = 0
        for document in await self._documents.documents(shop):
            if document.generation == 0 or document.status != "live":
                continue
            chunks = await self._documents.live_chunks(shop, [document.document_id])
            known = await self._documents.vectors(self._embedder.model, [chunk.content_hash for chunk in chunks])
            if len(known) == len({chunk.content_hash for chunk in chunks}):
                await self._index.add(shop, with_vectors(chunks, known))
            else:
                await self.publish(document, with_vectors(chunks, await self.vectors_of(chunks)))
            count += len(chunks)
        return count

    async def _drop_unpublished(self, document: Document) -> None:
        """What a crash left staged after the live generation."""
        for generation in await self._documents.generations(document.shop, document.document_id):
            if generation.generation > document.generation and not generation.live:
                await self._drop(document, generation.generation)

    async def _drop_old(self, document: Document) -> None:
        """All but the live generation and the one before it."""
        generations = await self._documents.generations(document.shop, document.document_id)
        for generation in [g for g in generations if not g.live and g.generation < document.generation][1:]:
            await self._drop(document, generation.generation)

    async def _drop(self, document: Document, generation: int) -> None:
        await self._index.remove(document.shop, document.document_id, generation)
        await self._documents.drop_generation(document.shop, document.document_id, generation)


def with_vectors(chunks: Sequence[Chunk], vectors: Mapping[str, Vector]) -> list[ChunkVector]:
    """Each chunk with the vector of its content."""
    return [ChunkVector(chunk, vectors[chunk.content_hash]) for chunk in chunks]


def _as_of(document: Document, generation: Generation, staged: Sequence[ChunkVector], now: datetime) -> Document:
    """The document as that generation's chunks tell it; what they don't tell stays."""
    chunks = [chunk for chunk, _ in staged]
    first = chunks[0] if chunks else None
    all_internal = bool(chunks) and all(chunk.audience == "internal" for chunk in chunks)
    return document.model_copy(
        update={
            "content_hash": generation.content_hash,
            "generation": generation.generation,
            "chunks": len(chunks),
            "status": "live",
            "reason": "",
            "title": first.title if first else document.title,
            "audience": "internal" if all_internal else "public",
            "effective_from": first.effective_from if first else document.effective_from,
            "expires_on": first.expires_on if first else document.expires_on,
            "updated_at": now,
        }
    )
