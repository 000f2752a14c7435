"""From prepared to searchable, so that a crash at any point leaves the old generation serving.

Staged in SQL, added to the vector index, then the manifest flips; only afterwards old generations go.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.documents import (
    Chunk,
    ChunkVector,
    Document,
    DocumentStore,
    Embedder,
    FillIndex,
    Generation,
    Vector,
    VectorIndex,
)
from domain.errors import NotFoundError, StaleError
from domain.ids import DocumentId, ShopId
from domain.quarantine import Held, HeldOf, Ruling


class Revised(NamedTuple):
    """What a document is to be after a person's decision."""

    document: Document
    """With the generation that is live now."""
    chunks: list[Chunk]


class Publisher:
    """Embeds chunks and makes generations live.

    A document's generations change one at a time; documents don't wait for each other, nor for a batch under way.
    """

    def __init__(self, documents: DocumentStore, index: VectorIndex, embedder: Embedder, batch: int) -> None:
        """Args: batch: passages embedded at a time."""
        self._documents = documents
        self._index = index
        self._embedder = embedder
        self._batch = batch
        self._turns: dict[DocumentId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def publish(self, document: Document, chunks: Sequence[ChunkVector], held: Sequence[Held] = ()) -> Document:
        """Make these chunks the document's live generation; returns the document as stored.

        Args:
            document: with the generation that was live when the chunks were made from its file.
            held: what its file keeps back, stored in the transaction that makes the chunks live.

        Raises: StaleError: somebody deleted it or went back meanwhile; their decision stands.
        """
        async with self._turns[document.document_id]:
            live = await self._publish(document, chunks, HeldOf(document=document, held=tuple(held)))
            await self._drop_old(live)
            return live

    async def revise(
        self,
        shop: ShopId,
        document_id: DocumentId,
        revised: Callable[[Document, list[Chunk]], Revised | None],
        ruling: Ruling,
    ) -> None:
        """Publish what a decision makes of the live chunks, together with the decision.

        Args: revised: gets the document and its live chunks; None: nothing changes but the decision.

        Raises: NotFoundError. StaleError: the document or the decision was changed meanwhile.
        """
        async with self._turns[document_id]:
            document = await self._documents.document(shop, document_id)
            live = await self._documents.live_chunks(shop, [document_id])
            change = revised(document, live)
            if change is None:
                await self._documents.quarantine.rule(shop, ruling)
                return
            vectors = await self.vectors_of(change.chunks)
            after = await self._publish(change.document, with_vectors(change.chunks, vectors), ruling)
            if ruling.status == "rejected" and document.generation:
                # Going back one version must not bring in again what was just taken out.
                await self._drop(after, document.generation)
            await self._drop_old(after)

    async def retract(self, rejected: Document, ruling: Ruling) -> None:
        """Take a released file out again: what served before it serves again, if there is anything.

        Args: rejected: as its file made it.
        """
        async with self._turns[rejected.document_id]:
            document = await self._documents.document(rejected.shop, rejected.document_id)
            if document.content_hash != rejected.content_hash or document.generation == 0:
                await self._documents.quarantine.rule(document.shop, ruling)
                return
            generations = await self._documents.generations(document.shop, document.document_id)
            earlier = next((g for g in generations if g.content_hash != rejected.content_hash), None)
            if earlier is None:
                await self._documents.retire(rejected.model_copy(update={"updated_at": ruling.at}), ruling)
            else:
                await self._roll_back(document, earlier.generation, ruling.at, ruling)
            for generation in generations:
                if generation.content_hash == rejected.content_hash:
                    await self._drop(document, generation.generation)

    async def _publish(self, document: Document, chunks: Sequence[ChunkVector], review: HeldOf | Ruling) -> Document:
        if document.generation == 0:
            await self._announce(document)
        await self._drop_unpublished(document)
        generation = await self._documents.stage(document, chunks)
        staged = await self._documents.staged_chunks(document.shop, document.document_id, generation)
        await self._index.add(document.shop, staged)
        live = document.model_copy(update={"generation": generation, "chunks": len(staged)})
        try:
            await self._documents.publish(live, generation, after=document, review=review)
        except StaleError:
            await self._drop(document, generation)
            raise
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
        async with self._turns[document.document_id]:
            return await self._roll_back(
                await self._documents.document(document.shop, document.document_id), generation, now
            )

    async def _roll_back(
        self, document: Document, generation: int | None, now: datetime, ruling: Ruling | None = None
    ) -> Generation:
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
        await self._documents.publish(_as_of(document, target, staged, now), target.generation, review=ruling)
        # Again, for another process that was just about to drop this generation.
        await self._index.add(document.shop, staged)
        return target.model_copy(update={"live": True})

    async def withdraw(self, shop: ShopId, document_id: DocumentId, erase: bool) -> None:
        """Take a document out: first of the manifest and without waiting, so that it stops answering at once."""
        generations = await self._documents.generations(shop, document_id)
        await self._documents.delete_document(shop, document_id, erase)
        async with self._turns[document_id]:
            for generation in generations:
                await self._index.remove(shop, document_id, generation.generation)

    async def rename_superseded(self, shop: ShopId, document_id: DocumentId, names: tuple[str, ...]) -> None:
        """Store which file names the document replaces; published again, since searchers follow the manifest."""
        async with self._turns[document_id]:
            document = await self._documents.document(shop, document_id)
            if document.generation:
                changed = document.model_copy(update={"supersedes": names})
                await self._documents.publish(changed, document.generation, after=document)

    async def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the whole vector index anew from SQL; the present one serves until the new one is whole.

        Args: progress: gets the documents done and their number.

        Raises: StaleError: a rebuild is under way.
        """
        filled: dict[DocumentId, Document] = {}
        async with self._index.renewal() as fill:
            every = [(shop, d) for shop in await self._documents.shops() for d in await self._documents.documents(shop)]
            for done, (shop, document) in enumerate(every):
                if progress is not None:
                    progress(done, len(every))
                filled[document.document_id] = await self._refill(shop, document.document_id, fill)
        # What another process published meanwhile, which only this one's changes went to both indexes.
        for shop in await self._documents.shops():
            for document in await self._documents.documents(shop):
                known = filled.get(document.document_id)
                if known is None or known.generation != document.generation:
                    filled[document.document_id] = await self._refill(shop, document.document_id, self._index.add)
        return sum(document.chunks for document in filled.values() if document.generation)

    async def _refill(self, shop: ShopId, document_id: DocumentId, fill: FillIndex) -> Document:
        """Put the document's live chunks into an index, embedding what this model hasn't embedded yet."""
        async with self._turns[document_id]:
            document = await self._documents.document(shop, document_id)
            chunks = await self._documents.live_chunks(shop, [document_id])
            vectors = await self.vectors_of(chunks)
            await self._documents.put_vectors(self._embedder.model, vectors)
            await fill(shop, with_vectors(chunks, vectors))
            return document

    async def _announce(self, document: Document) -> None:
        """Known before anything is staged for it: after a crash the next try finds what this one left behind."""
        stored = await self._documents.document_named(document.shop, document.name)
        if stored is not None and (stored.generation or stored.document_id != document.document_id):
            raise StaleError("The document was changed meanwhile.")
        await self._documents.put_document(document.model_copy(update={"content_hash": ""}))

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
