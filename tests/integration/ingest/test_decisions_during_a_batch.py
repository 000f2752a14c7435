"""What a person decides while a batch runs is done at once and stands."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path

from backends.knowledge.chroma_index import ChromaIndex
from backends.sql.documents import SqlDocumentStore
from domain.documents import Document
from ingest.prepared import Order, Prepared
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.conftest import SHOP
from tests.integration.ingest.corpus import CORPUS
from tests.integration.ingest.in_process import InProcessPreparer


class SlowPreparer(InProcessPreparer):
    """Waits before each file, as text recognition does."""

    def __init__(self) -> None:
        super().__init__(IngestSettings())
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        async for prepared in super().prepare_all(orders):
            self.reached.set()
            await self.go.wait()
            yield prepared


def _write(file: Path, text: str) -> None:
    file.write_text(f"# 会员\n\n积分{text}。\n", encoding="utf-8")


async def _two_generations(service: IngestService, store: SqlDocumentStore, file: Path) -> Document:
    for text in ("旧的", "新的"):
        _write(file, text)
        await service.ingest(SHOP, [file])
    document = await store.document_named(SHOP, file.name)
    assert document is not None
    return document


async def test_going_back_does_not_wait_for_a_batch_of_other_files(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    document = await _two_generations(service, store, folder / "会员.md")
    slow = SlowPreparer()
    service._batches.make_preparer = lambda _: slow
    batch = asyncio.create_task(service.ingest(SHOP, [folder]))
    await slow.reached.wait()
    back = await asyncio.wait_for(service.rollback(SHOP, document.document_id), 20)
    assert back.generation == 1
    assert not batch.done()
    slow.go.set()
    assert {r.result for r in await batch} == {"added", "unchanged"}
    assert (await store.document(SHOP, document.document_id)).generation == 1


async def test_going_back_does_not_wait_for_text_recognition_in_the_same_shop(
    service: IngestService, store: SqlDocumentStore, folder: Path
) -> None:
    document = await _two_generations(service, store, folder / "会员.md")
    scans = folder / "扫描件"
    scans.mkdir()
    for number in range(3):
        (scans / f"海报{number}.png").write_bytes(CORPUS["海报.png"]() + b"\0" * number)
    running = asyncio.Event()
    batch = asyncio.create_task(service.ingest(SHOP, [scans], progress=lambda _: running.set()))
    await running.wait()
    back = await service.rollback(SHOP, document.document_id)
    assert (back.generation, batch.done()) == (1, False)
    assert [report.result for report in await batch] == ["added"] * 3
    assert (await store.document(SHOP, document.document_id)).generation == 1


async def test_what_was_deleted_during_a_batch_does_not_come_back_with_it(
    service: IngestService, store: SqlDocumentStore, index: ChromaIndex, folder: Path
) -> None:
    document = await _two_generations(service, store, folder / "会员.md")
    (folder / "会员.md").write_text("# 会员\n\n积分更新的。\n", encoding="utf-8")
    slow = SlowPreparer()
    service._batches.make_preparer = lambda _: slow
    batch = asyncio.create_task(service.ingest(SHOP, [folder / "会员.md"]))
    await slow.reached.wait()
    await service.delete(SHOP, document.document_id)
    slow.go.set()
    (report,) = await batch
    assert (report.result, "重新上传" in report.reason) == ("rejected", True)
    assert await store.live_chunks(SHOP) == []
    assert await index.count(SHOP) == 0
    service._batches.make_preparer = InProcessPreparer
    (report,) = await service.ingest(SHOP, [folder / "会员.md"])
    assert report.result == "added"
