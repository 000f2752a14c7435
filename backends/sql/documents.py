"""``DocumentStore`` on SQL: documents, generations and the manifest."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from backends.sql.chunks import (
    bodies_of,
    copy_chunks,
    drop_chunks,
    live_batch,
    live_bodies,
    store_vectors,
    stored_vectors,
    vectors_of_generation,
)
from backends.sql.citations import citing_replies
from backends.sql.database import Database
from backends.sql.manifest import flip, manifest_version
from backends.sql.quarantine import SqlQuarantine, apply_ruling, erase_held, keep_held
from backends.sql.tables import documents, generations, manifests
from backends.sql.upsert import upsert
from domain.documents import Chunk, ChunkVector, CitingReply, Document, Generation, Vector
from domain.errors import NotFoundError, StaleError
from domain.ids import ChunkId, DocumentId, ShopId
from domain.quarantine import HeldOf, Ruling


class SqlDocumentStore:
    """Chunks and vectors lie here; the vector index is made from them and can be made again."""

    def __init__(self, database: Database, model: str) -> None:
        """Args: database: open; stays the caller's; model: identity of the embedder whose vectors are staged."""
        self._database = database
        self._model = model
        self._quarantine = SqlQuarantine(database)

    @property
    def quarantine(self) -> SqlQuarantine:
        """What was kept back of the documents."""
        return self._quarantine

    async def documents(self, shop: ShopId, include_deleted: bool = False) -> list[Document]:
        """The shop's documents by name."""
        found = select(documents).where(documents.c.shop == shop).order_by(documents.c.name)
        if not include_deleted:
            found = found.where(documents.c.status != "deleted")
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [_document_of(row) for row in rows]

    async def document(self, shop: ShopId, document_id: DocumentId) -> Document:
        """Raises: NotFoundError."""
        return await self._database.read(lambda connection: _document(connection, shop, document_id))

    async def document_named(self, shop: ShopId, name: str) -> Document | None:
        """The document of this file name, deleted ones too."""
        found = select(documents).where(documents.c.shop == shop, documents.c.name == name)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        return None if row is None else _document_of(row)

    async def stage(self, document: Document, chunks: Sequence[ChunkVector]) -> int:
        """Store chunks as the document's next generation, not live yet; returns its number."""

        def work(connection: Connection) -> int:
            last = select(func.max(generations.c.generation)).where(generations.c.document_id == document.document_id)
            number = (connection.execute(last).scalar_one() or 0) + 1
            row = {
                "document_id": document.document_id,
                "generation": number,
                "shop": document.shop,
                "content_hash": document.content_hash,
                "chunks": len(chunks),
                "created_at": document.updated_at,
                "dropped": False,
            }
            connection.execute(generations.insert(), row)
            copy_chunks(connection, self._model, document, number, chunks)
            return number

        return await self._database.write(work)

    async def staged_chunks(self, shop: ShopId, document_id: DocumentId, generation: int) -> list[ChunkVector]:
        """The chunks of a generation by ordinal, with vectors."""
        return await self._database.read(
            lambda connection: vectors_of_generation(connection, self._model, shop, document_id, generation)
        )

    async def publish(
        self, document: Document, generation: int, after: Document | None = None, review: HeldOf | Ruling | None = None
    ) -> None:
        """Make this generation the live one and store the document's fields, in one transaction.

        Args: review: what this version keeps back, or the decision that it carries out.

        Raises:
            NotFoundError: there is no such generation (any more).
            StaleError: the document's status or live generation isn't that of ``after`` any more.
        """

        def work(connection: Connection) -> None:
            found = select(documents).where(documents.c.document_id == document.document_id).with_for_update()
            stored = connection.execute(found).one_or_none()
            if after is not None and (stored is None or (stored.status, stored.generation) != _state(after)):
                raise StaleError("The document was changed meanwhile.")
            staged = select(generations.c.chunks).where(
                generations.c.document_id == document.document_id,
                generations.c.generation == generation,
                generations.c.shop == document.shop,
                generations.c.dropped.is_(False),
            )
            count = connection.execute(staged).scalar_one_or_none()
            if count is None:
                raise NotFoundError("There is no such generation of this document.")
            upsert(connection, documents, [_row(document, generation, count)])
            flip(connection, document.shop)
            if isinstance(review, HeldOf):
                keep_held(connection, review)
            elif review is not None:
                apply_ruling(connection, document.shop, review)

        await self._database.write(work)

    async def put_document(self, document: Document) -> None:
        """Store the document's fields without touching what is live: rejected and quarantined files."""

        def work(connection: Connection) -> None:
            found = select(documents).where(documents.c.document_id == document.document_id).with_for_update()
            stored = connection.execute(found).one_or_none()
            generation, chunks = (stored.generation, stored.chunks) if stored else (0, 0)
            upsert(connection, documents, [_row(document, generation, chunks)])

        await self._database.write(work)

    async def retire(self, document: Document, ruling: Ruling) -> None:
        """Store the document's fields with nothing live any more, and the decision that wants it so."""

        def work(connection: Connection) -> None:
            upsert(connection, documents, [_row(document, 0, 0)])
            flip(connection, document.shop)
            apply_ruling(connection, document.shop, ruling)

        await self._database.write(work)

    async def delete_document(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """Take it out of the manifest; with ``erase`` its chunks and vectors go too. Raises: NotFoundError."""

        def work(connection: Connection) -> None:
            # Title and reason are the file's own words.
            stored = _document(connection, shop, document_id)
            blank = {"title": stored.name, "reason": "", "supersedes": ()} if erase else {}
            document = stored.model_copy(update={"status": "deleted", **blank})
            upsert(connection, documents, [_row(document, 0, 0)])
            flip(connection, shop)
            if erase:
                mine = select(generations.c.generation).where(generations.c.document_id == document_id)
                for generation in connection.execute(mine).scalars().all():
                    drop_chunks(connection, document_id, generation)
                erase_held(connection, document_id)

        await self._database.write(work)
        if erase:
            await self._database.forget_old_pages()

    async def generations(self, shop: ShopId, document_id: DocumentId) -> list[Generation]:
        """Newest first. Raises: NotFoundError: no such document."""

        def work(connection: Connection) -> list[Generation]:
            live = _document(connection, shop, document_id).generation
            mine = select(generations).where(generations.c.document_id == document_id, generations.c.dropped.is_(False))
            return [
                Generation(
                    document_id=row.document_id,
                    generation=row.generation,
                    content_hash=row.content_hash,
                    chunks=row.chunks,
                    created_at=row.created_at,
                    live=row.generation == live,
                )
                for row in connection.execute(mine.order_by(generations.c.generation.desc()))
            ]

        return await self._database.read(work)

    async def drop_generation(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        """Forget a generation that is not live. Raises: StaleError: it is live."""

        def work(connection: Connection) -> None:
            mine = (documents.c.document_id == document_id, documents.c.shop == shop)
            live = select(documents.c.generation).where(*mine).with_for_update()
            if connection.execute(live).scalar_one_or_none() == generation:
                raise StaleError("This generation is live: make another one live first.")
            here = (generations.c.document_id == document_id, generations.c.shop == shop)
            if connection.execute(select(generations.c.generation).where(*here).limit(1)).first():
                drop_chunks(connection, document_id, generation)

        await self._database.write(work)

    async def version(self, shop: ShopId) -> int:
        """The manifest's version alone, 0 for a shop without documents."""
        return await self._database.read(lambda connection: manifest_version(connection, shop))

    async def manifest(self, shop: ShopId) -> tuple[int, dict[DocumentId, int]]:
        """The manifest's version (grows with each flip) and the live generation of each document."""

        def work(connection: Connection) -> tuple[int, dict[DocumentId, int]]:
            live = select(documents.c.document_id, documents.c.generation).where(
                documents.c.shop == shop, documents.c.generation > 0
            )
            # The version first: on PostgreSQL a flip between the two shows as a manifest newer than its version,
            # which is read again at the next look; the other way round it would be missed.
            version = manifest_version(connection, shop)
            return version, {DocumentId(row.document_id): row.generation for row in connection.execute(live)}

        return await self._database.read(work)

    async def sizes(self) -> dict[ShopId, int]:
        """How many live chunks each shop has; shops without any are left out."""
        live = select(documents.c.shop, func.sum(documents.c.chunks)).where(documents.c.generation > 0)
        rows = await self._database.read(lambda c: c.execute(live.group_by(documents.c.shop)).all())
        return {ShopId(shop): int(chunks) for shop, chunks in rows}

    async def first_shop(self) -> ShopId | None:
        """A shop with live documents, the first by name; found without looking at the others."""
        live = select(documents.c.shop).where(documents.c.generation > 0).order_by(documents.c.shop).limit(1)
        return await self._database.read(lambda c: c.execute(live).scalar())

    async def versions(self) -> dict[ShopId, int]:
        """The version of each shop's manifest."""
        rows = await self._database.read(lambda c: c.execute(select(manifests.c.shop, manifests.c.version)).all())
        return {ShopId(row.shop): row.version for row in rows}

    async def live_generations(self) -> dict[DocumentId, int]:
        """The live generation of each document of all shops."""
        live = select(documents.c.document_id, documents.c.generation).where(documents.c.generation > 0)
        rows = await self._database.read(lambda c: c.execute(live).all())
        return {DocumentId(row.document_id): row.generation for row in rows}

    async def live_chunks(self, shop: ShopId, document_ids: Sequence[DocumentId] | None = None) -> list[Chunk]:
        """The live chunks, of these documents or of all."""

        def work(connection: Connection) -> list[Chunk]:
            # Parsed in this thread too: a hundred thousand chunks would hold the event loop for seconds.
            return [Chunk.model_validate_json(body) for body in live_bodies(connection, shop, document_ids)]

        return await self._database.read(work)

    async def chunks_of(
        self, shop: ShopId, document_id: DocumentId, generation: int, offset: int = 0, limit: int | None = None
    ) -> list[Chunk]:
        """The chunks of a generation by ordinal. Raises: NotFoundError: no such document or generation."""

        def work(connection: Connection) -> list[str]:
            _document(connection, shop, document_id)
            kept = select(generations.c.generation).where(
                generations.c.document_id == document_id,
                generations.c.generation == generation,
                generations.c.dropped.is_(False),
            )
            if connection.execute(kept).first() is None:
                raise NotFoundError("There is no such generation of this document (any more).")
            return bodies_of(connection, shop, document_id, generation, offset, limit)

        return [Chunk.model_validate_json(body) for body in await self._database.read(work)]

    async def citing_replies(
        self, shop: ShopId, document_id: DocumentId, generation: int | None = None, offset: int = 0, limit: int = 50
    ) -> list[CitingReply]:
        """Which replies cited this document (or this generation of it), newest first. Raises: NotFoundError."""

        def work(connection: Connection) -> list[CitingReply]:
            _document(connection, shop, document_id)
            return citing_replies(connection, shop, document_id, generation, offset, limit)

        return await self._database.read(work)

    async def vectors(self, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
        """The embedding cache: known vectors of these contents for the model."""
        return await self._database.read(lambda connection: stored_vectors(connection, model, content_hashes))

    async def put_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Add to the embedding cache, by content hash."""
        await self._database.write(lambda connection: store_vectors(connection, model, vectors))

    async def shops(self) -> list[ShopId]:
        """The shops that have documents."""
        found = select(documents.c.shop).distinct().order_by(documents.c.shop)
        return [ShopId(shop) for shop in await self._database.read(lambda c: c.execute(found).scalars().all())]

    async def live_vectors(self, shop: ShopId) -> AsyncIterator[list[ChunkVector]]:
        """Live chunks with vectors in batches. Raises: ConfigurationError: they are of another embedding model."""
        last: ChunkId | None = None
        while batch := await self._live_batch(shop, last):
            yield batch
            last = batch[-1].chunk.chunk_id

    async def _live_batch(self, shop: ShopId, after: ChunkId | None) -> list[ChunkVector]:
        return await self._database.read(lambda connection: live_batch(connection, self._model, shop, after))


def _document(connection: Connection, shop: ShopId, document_id: DocumentId) -> Document:
    found = select(documents).where(documents.c.document_id == document_id, documents.c.shop == shop)
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFoundError("There is no such document.")
    return _document_of(row)


def _document_of(row: Row[Any]) -> Document:
    live = {"generation": row.generation, "chunks": row.chunks}
    return Document.model_validate_json(row.body).model_copy(update=live)


def _state(document: Document) -> tuple[str, int]:
    return document.status, document.generation


def _row(document: Document, generation: int, chunks: int) -> dict[str, Any]:
    return {
        "document_id": document.document_id,
        "shop": document.shop,
        "name": document.name,
        "status": document.status,
        "generation": generation,
        "chunks": chunks,
        "body": document.model_dump_json(),
    }
