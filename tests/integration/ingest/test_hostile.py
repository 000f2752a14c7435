"""No file breaks ingest: each ends as specified, in a process that stays small, and the rest goes on."""

import asyncio
import os
from pathlib import Path

import pytest

from ingest.parsing_process import ParsingProcess
from ingest.prepared import Order, Prepared
from ingest.refusals import Reason
from ingest.settings import IngestSettings
from tests.integration.ingest.hostile import HOSTILE

GIGABYTE = 1 << 30


async def _all_prepared(paths: list[Path]) -> tuple[dict[str, Prepared], int]:
    """All results, and the largest resident size of the processes that parse, in bytes."""
    settings = IngestSettings(parse_seconds=60)
    process = ParsingProcess(settings.parse_memory_bytes)
    ocr = ParsingProcess(settings.ocr_memory_bytes, ocr=True)
    results: dict[str, Prepared] = {}
    peak = 0
    try:
        for path in paths:
            order = Order(path=str(path), name=path.name, settings=settings)
            results[path.name] = await process.prepare(order, settings.parse_seconds)
            peak = max(peak, process.peak_memory)
            if results[path.name].needs_ocr:
                results[path.name] = await ocr.prepare(order, settings.ocr_seconds)
                peak = max(peak, ocr.peak_memory)
        return results, peak
    finally:
        await process.close()
        await ocr.close()


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Prepared], int]:
    """One process meets all files, one after the other, as in production."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    return asyncio.run(_all_prepared(sorted(folder.iterdir())))


def test_parsing_hostile_files_takes_less_than_a_gigabyte(outcome: tuple[dict[str, Prepared], int]) -> None:
    assert 0 < outcome[1] < GIGABYTE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_specified(name: str, outcome: tuple[dict[str, Prepared], int]) -> None:
    prepared, expected = outcome[0][name], HOSTILE[name][1]
    if isinstance(expected, Reason):
        assert prepared.refusal == expected.value
        assert prepared.chunks == ()
        assert not prepared.quarantined
    elif expected == "quarantined":
        assert prepared.quarantined
        assert prepared.chunks == ()
        assert prepared.held
    else:
        assert prepared.refusal == ""
        assert prepared.chunks


def test_there_are_at_least_forty_hostile_files() -> None:
    assert len(HOSTILE) >= 40


async def test_a_parser_that_hangs_costs_its_own_file_only(tmp_path: Path) -> None:
    fifo = tmp_path / "管道.txt"
    os.mkfifo(fifo)
    good = tmp_path / "好.txt"
    good.write_text("七天可退。", encoding="utf-8")
    process = ParsingProcess(IngestSettings().parse_memory_bytes)
    try:
        first = await process.prepare(Order(path=str(good), name=good.name), 30)
        hung = await process.prepare(Order(path=str(fifo), name=fifo.name), 30)
        again = await process.prepare(Order(path=str(good), name=good.name), 30)
    finally:
        await process.close()
    assert hung.refusal == Reason.NOT_A_FILE.value
    assert first.chunks == again.chunks != ()


async def test_a_process_that_takes_too_long_is_replaced(tmp_path: Path) -> None:
    slow = tmp_path / "慢.txt"
    slow.write_text("一二三四五六七八九十。" * 200_000, encoding="utf-8")
    good = tmp_path / "好.txt"
    good.write_text("七天可退。", encoding="utf-8")
    process = ParsingProcess(IngestSettings().parse_memory_bytes)
    try:
        await process.prepare(Order(path=str(good), name=good.name), 30)
        assert (await process.prepare(Order(path=str(slow), name=slow.name), 0.01)).refusal == Reason.TOO_SLOW.value
        assert (await process.prepare(Order(path=str(good), name=good.name), 30)).chunks
    finally:
        await process.close()


async def test_a_parser_sees_no_secrets_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEFU_LLM_API_KEY", "sk-secret")
    good = tmp_path / "好.txt"
    good.write_text("七天可退。", encoding="utf-8")
    process = ParsingProcess(IngestSettings().parse_memory_bytes)
    try:
        await process.prepare(Order(path=str(good), name=good.name), 30)
        environment = await asyncio.to_thread(Path(f"/proc/{process.pid}/environ").read_bytes)
        assert b"PYTHONPATH" in environment
        assert b"sk-secret" not in environment
    finally:
        await process.close()
