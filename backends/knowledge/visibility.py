"""Which chunks may answer: for whom, and as of when."""

from collections.abc import Callable
from datetime import date

from backends.knowledge.shop_index import ShopIndex
from domain.clock import CHINA
from domain.documents import Chunk, KnowledgeQuery
from domain.ids import ChunkId, DocumentId
from domain.standing import holds_on, successors


def visible_chunks(index: ShopIndex, query: KnowledgeQuery) -> Callable[[ChunkId], Chunk | None]:
    """A function from chunk id to the chunk, or None where it isn't live, valid and meant for this reader."""
    day = query.as_of.astimezone(CHINA).date()
    readable = _readable(index, day, query.include_internal)

    def visible(chunk_id: ChunkId) -> Chunk | None:
        chunk = index.chunks.get(chunk_id)
        if chunk is None or chunk.document_id not in readable or not holds_on(chunk, day):
            return None
        return chunk if query.include_internal or chunk.audience == "public" else None

    return visible


def _readable(index: ShopIndex, day: date, include_internal: bool) -> frozenset[DocumentId]:
    """Worked out once a version and day: a search must not look at each of thousands of documents."""
    asked = (day, include_internal)
    if asked not in index.readers:
        replaced = successors((d for d in index.documents.values() if d.document_id in index.live), day)
        index.readers[asked] = frozenset(
            d.document_id
            for d in index.documents.values()
            if d.status == "live"
            and d.name not in replaced
            and (include_internal or d.audience == "public")
            and holds_on(d, day)
        )
    return index.readers[asked]
