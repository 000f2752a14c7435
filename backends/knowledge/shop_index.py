"""What a search needs of one shop, in memory, as of one version of its manifest."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from backends.knowledge.lexical import LexicalIndex
from backends.knowledge.normalise import search_form
from backends.knowledge.signals import Product, named_products
from backends.knowledge.spelling import Spelling
from backends.knowledge.vocabulary import chunk_vocabulary, spelling_words
from domain.documents import Chunk, Document, DocumentStore
from domain.errors import UnavailableError
from domain.ids import ChunkId, DocumentId, ShopId
from domain.text.synonyms import Synonyms, general_groups, shop_groups

QUESTIONS = 64
"""Whose spelling is kept until their turn has searched."""
_TRIES = 5
"""A flip between two reads makes them disagree; the next reading settles it."""


@dataclass(frozen=True, eq=False)
class ShopIndex:
    """An immutable snapshot: live documents and chunks, and the lexical index over them."""

    version: int = -1
    live: Mapping[DocumentId, int] = field(default_factory=dict)
    documents: Mapping[DocumentId, Document] = field(default_factory=dict)
    chunks: Mapping[ChunkId, Chunk] = field(default_factory=dict)
    lexical: LexicalIndex = field(default_factory=LexicalIndex)
    vocabularies: Mapping[DocumentId, frozenset[str]] = field(default_factory=dict)
    words: Mapping[DocumentId, frozenset[str]] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=Spelling)
    """Corrections to this shop's words."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Terms of headings, table columns and product names."""
        return frozenset().union(*self.vocabularies.values())

    def spelled(self, question: str) -> str:
        """A question form with misspelt words as the shop writes them; kept, because a turn asks twice."""
        known = self._spelled.get(question)
        if known is None:
            known = self.spelling.correct(question, self.lexical.knows)
            if len(self._spelled) >= QUESTIONS:
                self._spelled.clear()
            self._spelled[question] = known
        return known

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {}

    def says(self, words: str) -> bool:
        """Whether a chunk holds these characters side by side; only chunks that hold each pair of them are read."""
        pairs = [words[n : n + 2] for n in range(len(words) - 1)]
        return any(words in self.chunks[ChunkId(name)].text for name in self.lexical.holding(pairs))

    @cached_property
    def products(self) -> Sequence[Product]:
        """The goods that chunks are marked with."""
        return named_products({name for chunk in self.chunks.values() for name in chunk.products})

    @cached_property
    def readers(self) -> dict[tuple[date, bool], frozenset[DocumentId]]:
        """Documents that may be read, by day and whether internal ones are; filled as searches ask."""
        return {}


def synonyms_of(own: Mapping[str, Sequence[str]]) -> Synonyms:
    """The general table and the shop's."""
    return _synonyms(tuple(sorted((term, tuple(said)) for term, said in own.items())))


@lru_cache(maxsize=256)
def _synonyms(own: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms((*shop_groups(dict(own)), *general_groups()))


def indexed_text(chunk: Chunk) -> str:
    """The search form of everything a chunk may be found by."""
    title = "" if chunk.title in chunk.section else chunk.title
    return search_form("\n".join((title, chunk.embedding_text, *chunk.similar_questions)))


async def refreshed(store: DocumentStore, shop: ShopId, index: ShopIndex) -> ShopIndex:
    """The index brought to the store's manifest; only what changed is read. Raises: UnavailableError."""
    for _ in range(_TRIES):
        if await store.version(shop) == index.version:
            return index
        version, live = await store.manifest(shop)
        changed = [document for document, generation in live.items() if index.live.get(document) != generation]
        documents = {d.document_id: d for d in await store.documents(shop)}
        chunks = await store.live_chunks(shop, changed) if changed else []
        if all(chunk.generation == live[chunk.document_id] for chunk in chunks) and live.keys() <= documents.keys():
            return await asyncio.to_thread(_applied, index, version, live, documents, chunks)
    raise UnavailableError("the shop's documents are changing faster than they can be read: try again in a moment")


def _applied(
    index: ShopIndex,
    version: int,
    live: Mapping[DocumentId, int],
    documents: Mapping[DocumentId, Document],
    added: Sequence[Chunk],
) -> ShopIndex:
    chunks = {i: c for i, c in index.chunks.items() if live.get(c.document_id) == c.generation}
    chunks.update((c.chunk_id, c) for c in added)
    by_document: dict[DocumentId, list[Chunk]] = {}
    for chunk in added:
        by_document.setdefault(chunk.document_id, []).append(chunk)
    # An index from disk knows texts that were added before this process began.
    gone = index.lexical.place.keys() - chunks.keys()
    new = [c for c in added if c.chunk_id not in index.lexical.place]
    kept = {d for d in live if d in index.live and d not in by_document}
    lexical = index.lexical.remove(gone) if gone else index.lexical
    words = {d: index.words[d] for d in kept if d in index.words}
    fresh = {d: frozenset().union(*map(spelling_words, cs)) for d, cs in by_document.items()}
    # Words of a document that went must not be proposed; one that is replaced says mostly what it said before.
    spelling = index.spelling if index.live.keys() <= live.keys() else Spelling(frozenset().union(*words.values()))
    after = replace(
        index,
        version=version,
        live=live,
        documents=documents,
        chunks=chunks,
        lexical=lexical.add([c.chunk_id for c in new], [indexed_text(c) for c in new]) if new else lexical,
        vocabularies={d: index.vocabularies[d] for d in kept if d in index.vocabularies}
        | {d: frozenset().union(*map(chunk_vocabulary, cs)) for d, cs in by_document.items()},
        words=words | fresh,
        spelling=spelling.with_words(frozenset().union(*fresh.values())),
    )
    # Made here, off the event loop, and not in the turn that asks first.
    _ = after.vocabulary, after.products
    return after
