"""Which chunks may answer: for whom, and as of when."""

from collections.abc import Callable

from backends.knowledge.shop_index import ShopIndex
from domain.clock import CHINA
from domain.documents import Chunk, KnowledgeQuery
from domain.ids import ChunkId
from domain.standing import holds_on, successors


def visible_chunks(index: ShopIndex, query: KnowledgeQuery) -> Callable[[ChunkId], Chunk | None]:
    """A function from chunk id to the chunk, or None where it isn't live, valid and meant for this reader."""
    day = query.as_of.astimezone(CHINA).date()
    replaced = successors((d for d in index.documents.values() if d.document_id in index.live), day)
    readable = {
        d.document_id
        for d in index.documents.values()
        if d.status == "live"
        and d.name not in replaced
        and (query.include_internal or d.audience == "public")
        and holds_on(d, day)
    }

    def visible(chunk_id: ChunkId) -> Chunk | None:
        chunk = index.chunks.get(chunk_id)
        if chunk is None or chunk.document_id not in readable or not holds_on(chunk, day):
            return None
        return chunk if query.include_internal or chunk.audience == "public" else None

    return visible
