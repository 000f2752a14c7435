"""Which chunks may answer: for whom, and as of when."""

from collections.abc import Callable
from datetime import date

from backends.knowledge.shop_index import ShopIndex
from domain.clock import CHINA
from domain.documents import Chunk, Document, KnowledgeQuery
from domain.ids import ChunkId


def visible_chunks(index: ShopIndex, query: KnowledgeQuery) -> Callable[[ChunkId], Chunk | None]:
    """A function from chunk id to the chunk, or None where it isn't live, valid and meant for this reader."""
    day = query.as_of.astimezone(CHINA).date()
    replaced = superseded_names(index, day)
    readable = {
        d.document_id
        for d in index.documents.values()
        if d.status == "live"
        and d.name not in replaced
        and (query.include_internal or d.audience == "public")
        and _valid(d, day)
    }

    def visible(chunk_id: ChunkId) -> Chunk | None:
        chunk = index.chunks.get(chunk_id)
        if chunk is None or chunk.document_id not in readable or not _valid(chunk, day):
            return None
        return chunk if query.include_internal or chunk.audience == "public" else None

    return visible


def superseded_names(index: ShopIndex, day: date) -> frozenset[str]:
    """File names of documents that a newer live one had replaced by this day.

    They stay replaced when the newer one runs out: an old policy doesn't come back by itself.
    """
    newer = (d for d in index.documents.values() if d.status == "live" and d.document_id in index.live)
    return frozenset(
        name
        for d in newer
        if d.effective_from is None or d.effective_from <= day
        for name in d.supersedes
        if name != d.name
    )


def _valid(it: Chunk | Document, day: date) -> bool:
    return (it.effective_from is None or it.effective_from <= day) and (it.expires_on is None or day <= it.expires_on)
