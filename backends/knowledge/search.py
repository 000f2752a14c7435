"""Hybrid search: vectors and lexical index, fused, over what is live, valid and meant for the reader."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from backends.knowledge.confirmation import confirmed, likely, stretches
from backends.knowledge.duplicates import without_duplicates
from backends.knowledge.explanation import Explanations
from backends.knowledge.fusion import fuse, vector_weight
from backends.knowledge.lexical import LexicalIndex, Scores
from backends.knowledge.lexical_files import LexicalFiles
from backends.knowledge.normalise import question_form
from backends.knowledge.question import slots_of
from backends.knowledge.referred import referred_rows
from backends.knowledge.shop_index import ShopIndex, refreshed, synonyms_of
from backends.knowledge.signals import asked, bonus
from backends.knowledge.visibility import visible_chunks
from domain.documents import Chunk, DocumentStore, Embedder, Found, KnowledgeQuery, Vector, VectorIndex
from domain.errors import UnavailableError
from domain.evidence import Passage
from domain.ids import ChunkId, ShopId
from domain.text.english import glossed

log = logging.getLogger(__name__)

WIDER = 4
"""Candidates per index for each passage wanted: copies, old generations and other readers' texts fall out."""
LARGE = 3000
"""Chunks from which scoring takes over a millisecond and leaves the event loop."""

Visible = Callable[[ChunkId], Chunk | None]
T = TypeVar("T")


@dataclass
class _Shop:
    """A shop's snapshot and the lock under which it is brought up to date."""

    index: ShopIndex | None = None
    """None: not read yet."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class HybridSearch:
    """The right passages for a question, from Chroma, the lexical index in memory and the manifest in SQL."""

    def __init__(
        self, store: DocumentStore, vectors: VectorIndex, embedder: Embedder, files: LexicalFiles | None = None
    ) -> None:
        """Args: store: documents and manifest; vectors: the index of the same embedder; files: keep the lexical index;
        without them each process makes its own."""
        self._files = files
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._shops: dict[ShopId, _Shop] = {}
        self._refreshing: set[asyncio.Task[ShopIndex]] = set()

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """Live, valid passages for this audience, best first, with evidence ids p1, p2 …"""
        index = await self._index(query.shop)
        if not index.chunks:
            return []
        visible = visible_chunks(index, query)
        bare = question_form(query.text)
        question = await _off_loop(index, lambda: index.spelled(bare))
        slots = slots_of(question, synonyms_of(query.synonyms))
        # The words are one signal of several; the vector of a doubtful spelling would be that of another question.
        read = bare if question == bare else likely(bare, question)
        vector = await self._vector(glossed(query.text if read == bare else read))
        scores = await _off_loop(index, lambda: index.lexical.score(slots))
        by_words = _lexical_scores(index, scores, visible, query.limit * WIDER)
        by_vector = await self._vector_scores(query, vector, visible)
        explanations = Explanations(slots, by_vector, by_words) if query.explain else None
        await self._complete(index, vector, by_words, by_vector)
        lexical = {c: max(0.0, float(scores[index.lexical.place[c]])) for c in {*by_words, *by_vector}}
        found = _passages(index, query, question, by_vector, lexical, visible)
        return explanations.added_to(found, index.chunks) if explanations else found

    async def refresh(self, shop: ShopId) -> None:
        """Bring this process's index to the manifest, on disk too: nothing of what was erased is left in a file."""
        await self._index(shop)

    async def spelled(self, shop: ShopId, text: str) -> str:
        """The question with misspelt words as the shop's documents write them; unchanged where none is found."""
        # A turn has looked at the manifest for its vocabulary just before.
        here = self._shops.get(shop)
        index = here.index if here and here.index else await self._index(shop)
        if not index.chunks:
            return text
        bare = question_form(text)
        sure = await _off_loop(index, lambda: _surely_spelled(index, bare))
        return text if sure == bare else sure

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """Terms of the shop's headings, table columns and product names."""
        return (await self._index(shop)).vocabulary

    async def _index(self, shop: ShopId) -> ShopIndex:
        """The index as of now. A caller who waits no longer doesn't stop it: the next one would begin from nothing."""
        here = self._shops.get(shop)
        if here and here.index and here.index.version == await self._store.version(shop):
            return here.index
        refreshing = asyncio.create_task(self._refreshed(shop))
        self._refreshing.add(refreshing)
        refreshing.add_done_callback(self._ended)
        return await asyncio.shield(refreshing)

    def _ended(self, refreshing: "asyncio.Task[ShopIndex]") -> None:
        self._refreshing.discard(refreshing)
        if not refreshing.cancelled():
            # Told to whoever still waits; nobody may.
            refreshing.exception()

    async def _refreshed(self, shop: ShopId) -> ShopIndex:
        here = self._shops.setdefault(shop, _Shop())
        async with here.lock:
            if here.index is None:
                here.index = ShopIndex(lexical=await self._loaded(shop))
            before = here.index
            here.index = await refreshed(self._store, shop, before)
            if self._files and here.index.lexical is not before.lexical:
                here.index = replace(here.index, lexical=await self._saved(shop, here.index))
            return here.index

    async def _loaded(self, shop: ShopId) -> LexicalIndex:
        if self._files is None:
            return LexicalIndex()
        version, _ = await self._store.manifest(shop)
        return await asyncio.to_thread(self._files.load, shop, version)

    async def _saved(self, shop: ShopId, index: ShopIndex) -> LexicalIndex:
        """The index as it lies on disk; one that can't be written serves all the same and is made again next time."""
        assert self._files is not None
        try:
            return await asyncio.to_thread(self._files.save, shop, index.lexical, index.version)
        except OSError as error:
            log.warning("the lexical index of %s can't be saved: %s", shop, type(error).__name__)
            return index.lexical

    async def _vector(self, text: str) -> Vector | None:
        try:
            return await self._embedder.embed_query(text)
        except UnavailableError:
            log.warning("the embedder is unavailable: searching by words only")
            return None

    async def _vector_scores(
        self, query: KnowledgeQuery, vector: Vector | None, visible: Visible
    ) -> dict[ChunkId, float]:
        if vector is None:
            return {}
        wanted, found = query.limit * WIDER, list[Found]()
        for breadth in (wanted, wanted * WIDER):
            found = await self._vectors.query(query.shop, vector, breadth)
            kept = {hit.chunk_id: hit.score for hit in found if visible(hit.chunk_id)}
            if len(kept) >= query.limit or len(found) < breadth:
                break
        return dict(list(kept.items())[:wanted])

    async def _complete(
        self,
        index: ShopIndex,
        vector: Vector | None,
        by_words: Mapping[ChunkId, float],
        by_vector: dict[ChunkId, float],
    ) -> None:
        """Exact cosines for what only the words found."""
        missing = [c for c in by_words if c not in by_vector]
        if vector is None or not missing:
            return
        hashes = {c: index.chunks[c].content_hash for c in missing}
        known = await self._store.vectors(self._embedder.model, sorted({h for h in hashes.values() if h}))
        by_vector.update(
            (c, float(np.dot(np.asarray(known[h], dtype=np.float32), np.asarray(vector, dtype=np.float32))))
            for c, h in hashes.items()
            if h in known
        )


def _surely_spelled(index: ShopIndex, bare: str) -> str:
    """A question's normal form with those corrections alone that are sure."""
    better = index.spelled(bare)
    if better == bare:
        return bare
    written = {part for part in stretches(bare, better) if index.says(part)}
    return confirmed(bare, better, {*index.vocabulary, *written})


async def _off_loop(index: ShopIndex, call: Callable[[], T]) -> T:
    return await asyncio.to_thread(call) if index.lexical.size > LARGE else call()


def _lexical_scores(index: ShopIndex, scores: Scores, visible: Visible, limit: int) -> dict[ChunkId, float]:
    hits = index.lexical.top(scores, limit * WIDER)
    kept = [(ChunkId(hit.id), hit.score) for hit in hits if visible(ChunkId(hit.id))]
    return dict(kept[:limit])


def _passages(
    index: ShopIndex,
    query: KnowledgeQuery,
    question: str,
    vector: Mapping[ChunkId, float],
    lexical: Mapping[ChunkId, float],
    visible: Visible,
) -> list[Passage]:
    candidates = sorted(lexical)
    fused = fuse(candidates, vector, lexical, vector_weight(question))
    named = asked(question, index.products)
    total = {c: fused[c] + bonus(named, index.chunks[c]) for c in candidates}
    best = sorted(candidates, key=lambda c: (-total[c], c))
    chosen = list(without_duplicates(index.chunks[c] for c in best[: query.limit * 2]))[: query.limit]
    if query.with_referred:
        chosen += [chunk for chunk in referred_rows(index, chosen) if visible(chunk.chunk_id)]
    return [
        passage(index, chunk, f"p{n}", total.get(c := chunk.chunk_id, 0.0), vector.get(c, 0.0), lexical.get(c, 0.0))
        for n, chunk in enumerate(chosen, start=1)
    ]


def passage(index: ShopIndex, chunk: Chunk, evidence_id: str, score: float, vector: float, lexical: float) -> Passage:
    """A chunk as retrieved, with its document's name and validity."""
    document = index.documents[chunk.document_id]
    return Passage(
        evidence_id=evidence_id,
        chunk_id=chunk.chunk_id,
        document_id=chunk.document_id,
        document=document.name,
        title=chunk.title,
        section=chunk.section,
        page=chunk.page,
        generation=chunk.generation,
        text=chunk.text,
        kind=chunk.kind,
        question=chunk.question,
        similar_questions=chunk.similar_questions,
        cells=chunk.cells,
        products=chunk.products,
        effective_from=chunk.effective_from or document.effective_from,
        expires_on=chunk.expires_on or document.expires_on,
        internal="internal" in (chunk.audience, document.audience),
        score=min(1.0, max(0.0, score)),
        vector_score=vector,
        lexical_score=min(1.0, lexical),
    )
