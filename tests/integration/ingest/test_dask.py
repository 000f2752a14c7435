"""A cluster of two workers comes to the same as this machine's own processes."""

import asyncio
from pathlib import Path

import pytest

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
