"""Rows of ``chunks`` and ``embeddings``, inside the caller's transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np
from sqlalchemy import Connection, Row, Select, and_, delete, exists, insert, select, tuple_, update

from backends.sql.tables import chunks, documents, embeddings, generations
from backends.sql.upsert import insert_missing
from domain.documents import Chunk, ChunkVector, Document, Vector
from domain.errors import ConfigurationError
from domain.ids import ChunkId, DocumentId, ShopId

BATCH = 500
"""Rows a statement: well below SQLite's limit of bound parameters."""


def copy_chunks(
    connection: Connection, model: str, document: Document, generation: int, staged: Sequence[ChunkVector]
) -> None:
    """Store chunks and vectors as this generation; ids are made from document, generation and ordinal."""
    rows, vectors = [], []
    for ordinal, (chunk, vector) in enumerate(staged):
        named = chunk.model_copy(
            update={
                "chunk_id": ChunkId(f"{document.document_id}:{generation}:{ordinal}"),
                "document_id": document.document_id,
                "generation": generation,
                "ordinal": ordinal,
                "content_hash": chunk.content_hash or hashlib.sha256(chunk.embedding_text.encode()).hexdigest(),
            }
        )
        rows.append(
            {
                "document_id": document.document_id,
                "generation": generation,
                "ordinal": ordinal,
                "shop": document.shop,
                "content_hash": named.content_hash,
                "body": named.model_dump_json(),
            }
        )
        packed = np.asarray(vector, dtype="<f4").tobytes()
        vectors.append({"model": model, "content_hash": named.content_hash, "vector": packed})
    if rows:
        connection.execute(insert(chunks), rows)
        insert_missing(connection, embeddings, vectors)


def vectors_of_generation(
    connection: Connection, model: str, shop: ShopId, document_id: DocumentId, generation: int
) -> list[ChunkVector]:
    """The generation's chunks with their vectors, by ordinal."""
    found = _with_vectors(model).where(
        chunks.c.shop == shop, chunks.c.document_id == document_id, chunks.c.generation == generation
    )
    return [_chunk_vector(row) for row in connection.execute(found.order_by(chunks.c.ordinal))]


def bodies_of(
    connection: Connection, shop: ShopId, document_id: DocumentId, generation: int, offset: int, limit: int | None
) -> list[str]:
    """A generation's chunks as stored, by ordinal."""
    found = select(chunks.c.body).where(
        chunks.c.shop == shop, chunks.c.document_id == document_id, chunks.c.generation == generation
    )
    return list(connection.execute(found.order_by(chunks.c.ordinal).offset(offset).limit(limit)).scalars())


def live_bodies(connection: Connection, shop: ShopId, ids: Sequence[DocumentId] | None) -> list[str]:
    """The live chunks as stored, by document and ordinal."""
    found = select(chunks.c.body).join(documents, _LIVE).where(chunks.c.shop == shop)
    if ids is None:
        return list(connection.execute(found.order_by(chunks.c.document_id, chunks.c.ordinal)).scalars())
    ordered = found.order_by(chunks.c.document_id, chunks.c.ordinal)
    return [
        body
        for some in _batched(ids)
        for body in connection.execute(ordered.where(chunks.c.document_id.in_(some))).scalars()
    ]


def live_batch(connection: Connection, model: str, shop: ShopId, after: ChunkId | None) -> list[ChunkVector]:
    """The next live chunks with vectors after this one."""
    found = _with_vectors(model).join(documents, _LIVE).where(chunks.c.shop == shop)
    if after is not None:
        document_id, _, ordinal = after.rsplit(":", 2)
        place = tuple_(chunks.c.document_id, chunks.c.ordinal)
        found = found.where(place > tuple_(document_id, int(ordinal)))
    ordered = found.order_by(chunks.c.document_id, chunks.c.ordinal).limit(BATCH)
    return [_chunk_vector(row) for row in connection.execute(ordered)]


def stored_vectors(connection: Connection, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
    """Known vectors of these contents."""
    found = select(embeddings.c.content_hash, embeddings.c.vector).where(embeddings.c.model == model)
    return {
        row.content_hash: _unpack(row.vector)
        for some in _batched(list(dict.fromkeys(content_hashes)))
        for row in connection.execute(found.where(embeddings.c.content_hash.in_(some)))
    }


def store_vectors(connection: Connection, model: str, vectors: Mapping[str, Vector]) -> None:
    """Add vectors that aren't known yet."""
    rows = [
        {"model": model, "content_hash": key, "vector": np.asarray(vector, dtype="<f4").tobytes()}
        for key, vector in vectors.items()
    ]
    insert_missing(connection, embeddings, rows)


def drop_chunks(connection: Connection, document_id: DocumentId, generation: int) -> None:
    """Delete a generation's chunks and those vectors that no other chunk has."""
    mine = and_(chunks.c.document_id == document_id, chunks.c.generation == generation)
    hashes = list(connection.execute(select(chunks.c.content_hash).where(mine).distinct()).scalars())
    connection.execute(delete(chunks).where(mine))
    unused = ~exists().where(chunks.c.content_hash == embeddings.c.content_hash)
    for some in _batched(hashes):
        connection.execute(delete(embeddings).where(embeddings.c.content_hash.in_(some), unused))
    gone = and_(generations.c.document_id == document_id, generations.c.generation == generation)
    connection.execute(update(generations).where(gone).values(dropped=True))


_LIVE = and_(documents.c.document_id == chunks.c.document_id, documents.c.generation == chunks.c.generation)


def _with_vectors(model: str) -> Select[Any]:
    same = and_(embeddings.c.content_hash == chunks.c.content_hash, embeddings.c.model == model)
    return select(chunks.c.body, embeddings.c.vector).select_from(chunks).outerjoin(embeddings, same)


def _chunk_vector(row: Row[Any]) -> ChunkVector:
    if row.vector is None:
        raise ConfigurationError("These documents were embedded with another model: take them in again.")
    return ChunkVector(Chunk.model_validate_json(row.body), _unpack(row.vector))


def _unpack(vector: bytes) -> Vector:
    return cast(Vector, np.frombuffer(vector, dtype="<f4"))


def _batched(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
