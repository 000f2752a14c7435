"""A cluster of two workers comes to the same as this machine's own processes."""

import asyncio
from pathlib import Path

import pytest

from backends.connect import connect
from backends.settings import Settings
from commands.compose import ingestor_of
from domain.errors import UnavailableError
from domain.ids import ShopId
from domain.shop import Shop
from ingest.prepared import Order, Prepared
from ingest.preparers import Preparer, ProcessPreparer
from ingest.settings import IngestSettings
from tests.integration.ingest.corpus import CORPUS

distributed = pytest.importorskip("distributed", reason="needs the extra 'distributed'")
from ingest.dask_preparer import DaskPreparer

NAMES = (
    "表格.md",
    "跨行跨列.html",
    "合并单元格.docx",
    "问答表.xlsx",
    "要点.pptx",
    "正文.pdf",
    "国标编码.csv",
    "通知.eml",
)


async def _prepared(preparer: Preparer, orders: list[Order]) -> list[Prepared]:
    try:
        return [prepared.model_copy(update={"seconds": {}}) async for prepared in preparer.prepare_all(orders)]
    finally:
        await preparer.close()


async def test_two_workers_come_to_the_same_as_one_machine(tmp_path: Path) -> None:
    orders = []
    for name in NAMES:
        path = tmp_path / name
        await asyncio.to_thread(path.write_bytes, CORPUS[name]())
        orders.append(Order(path=str(path), name=name))
    async with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, asynchronous=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        spread = await _prepared(DaskPreparer(cluster.scheduler_address), orders)
    assert spread == await _prepared(ProcessPreparer(IngestSettings(workers=1)), orders)
    assert [prepared.name for prepared in spread] == list(NAMES)
    assert all(prepared.chunks for prepared in spread)


async def test_a_shop_is_the_same_whether_a_cluster_or_this_machine_reads_its_files(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("合并单元格.docx", "问答表.xlsx", "国标编码.csv"):
        await asyncio.to_thread((inbox / name).write_bytes, CORPUS[name]())
    async with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, asynchronous=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        spread = await _shop(inbox, Settings(data_dir=tmp_path / "a", dask_scheduler=cluster.scheduler_address))
    assert spread == await _shop(inbox, Settings(data_dir=tmp_path / "b")) != []


async def _shop(inbox: Path, settings: Settings) -> list[tuple[str, str, str]]:
    shop = ShopId("teashop")
    async with connect(settings) as backends:
        await backends.stores.shops.put_shop(Shop(id=shop))
        service = ingestor_of(backends)
        reports = await service.ingest(shop, [inbox])
        await service.close()
        assert {report.result for report in reports} == {"added"}
        return sorted((c.section, c.text, c.content_hash) for c in await backends.documents.live_chunks(shop))


async def test_a_scheduler_that_isnt_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("七天可退。", encoding="utf-8")
    with pytest.raises(UnavailableError, match="KEFU_DASK_SCHEDULER"):
        await _prepared(DaskPreparer("tcp://127.0.0.1:1"), [Order(path=str(file), name=file.name)])
