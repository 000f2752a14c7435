"""Rows of ``citations``: which message cited which document, so that a document's replies are found without a scan."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from backends.sql.tables import citations, messages
from domain.documents import CitingReply
from domain.evidence import Citation
from domain.ids import DocumentId, ShopId

_CITATIONS = TypeAdapter(tuple[Citation, ...])


def note_citations(connection: Connection, message: dict[str, Any], cited: Sequence[Citation]) -> None:
    """Remember which generations a message cites, in the transaction that adds it."""
    places = dict.fromkeys((document_of(c), c.generation) for c in cited)
    rows = [
        {
            "message_id": message["message_id"],
            "document_id": document_id,
            "generation": generation,
            "shop": message["shop"],
            "at": message["at"],
        }
        for document_id, generation in places
    ]
    if rows:
        connection.execute(insert(citations), rows)


def citing_replies(
    connection: Connection, shop: ShopId, document_id: DocumentId, generation: int | None, offset: int, limit: int
) -> list[CitingReply]:
    """Newest first; a message whose text was erased is not shown."""
    mine = select(citations.c.message_id, citations.c.at).distinct()
    mine = mine.where(citations.c.shop == shop, citations.c.document_id == document_id)
    if generation is not None:
        mine = mine.where(citations.c.generation == generation)
    page = mine.order_by(citations.c.at.desc(), citations.c.message_id).offset(offset).limit(limit).subquery()
    found = select(messages).join(page, page.c.message_id == messages.c.message_id)
    return [
        CitingReply(
            conversation_id=row.conversation_id,
            message_id=row.message_id,
            at=row.at,
            text=row.text,
            ai_generated=row.ai_generated,
            citations=tuple(
                c
                for c in _CITATIONS.validate_json(row.citations)
                if document_of(c) == document_id and generation in (None, c.generation)
            ),
        )
        for row in connection.execute(found.order_by(messages.c.at.desc(), messages.c.message_id))
    ]


def document_of(citation: Citation) -> DocumentId:
    """A chunk's id begins with its document's."""
    return DocumentId(citation.chunk_id.rsplit(":", 2)[0])
