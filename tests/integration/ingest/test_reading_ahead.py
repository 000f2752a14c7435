"""Sentences of live documents are read once, ahead of the turns, and forgotten with their document."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from agent.reading_ahead import ReadingAhead
from backends.connect import Backends, connect
from backends.settings import Settings
from commands.compose import compose, ingestor_of
from domain.credentials import Principal, Role
from domain.ids import ShopId
from domain.intents import Outcome
from domain.shop import Shop

SHOP = ShopId("taoci")
FIRST = "# 运费\n\n满199元包邮。\n\n偏远地区另收12元。\n"
SECOND = "# 运费\n\n满299元包邮。\n\n偏远地区另收12元。\n\n港澳台不发货。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest_asyncio.fixture
async def backends(settings: Settings, tmp_path: Path) -> AsyncIterator[Backends]:
    async with connect(settings) as opened:
        await opened.stores.shops.put_shop(Shop(id=SHOP))
        await published(opened, tmp_path, FIRST)
        yield opened


async def published(backends: Backends, folder: Path, text: str) -> None:
    path = folder / "发货.md"
    await asyncio.to_thread(path.write_text, text, encoding="utf-8")
    await ingestor_of(backends).ingest(SHOP, [path])


def ahead(backends: Backends) -> ReadingAhead:
    return ReadingAhead(backends.documents, backends.reading_embedder)


def kept(settings: Settings) -> dict[int, int]:
    """Sentences on disk by generation."""
    with sqlite3.connect(settings.data_dir / "sentences.db") as connection:
        return dict(connection.execute("SELECT generation, count(*) FROM sentences GROUP BY generation").fetchall())


async def test_each_version_is_read_once(backends: Backends, settings: Settings) -> None:
    reading = ahead(backends)
    assert await reading.catch_up() == 2
    assert kept(settings) == {1: 2}
    assert await reading.catch_up() == 0
    assert await ahead(backends).catch_up() == 0, "another process over the same folder has nothing to do"


async def test_a_new_version_takes_the_place_of_the_one_before(
    backends: Backends, settings: Settings, tmp_path: Path
) -> None:
    reading = ahead(backends)
    await reading.catch_up()
    await published(backends, tmp_path, SECOND)
    assert await reading.catch_up() == 3
    assert kept(settings) == {2: 3}


async def test_a_turn_finds_what_was_read_ahead_and_reads_nothing_itself(
    backends: Backends, settings: Settings
) -> None:
    await ahead(backends).catch_up()
    before = kept(settings)
    turns = compose(backends).turns
    who = Principal(shop=SHOP, role=Role.CUSTOMER, credential="test")
    result = await turns.result(await turns.submit(who, "满多少包邮？"))
    assert result.outcome is Outcome.ANSWER
    assert "满199元包邮" in result.reply.text
    assert kept(settings) == before


async def test_what_was_not_read_ahead_is_read_in_the_turn_and_kept(backends: Backends, settings: Settings) -> None:
    turns = compose(backends).turns
    who = Principal(shop=SHOP, role=Role.CUSTOMER, credential="test")
    result = await turns.result(await turns.submit(who, "满多少包邮？"))
    assert "满199元包邮" in result.reply.text
    assert kept(settings) == {1: 2}


async def test_without_room_turns_answer_all_the_same(tmp_path: Path) -> None:
    async with connect(Settings(data_dir=tmp_path / "small", sentence_cache_mb=0)) as backends:
        await backends.stores.shops.put_shop(Shop(id=SHOP))
        await published(backends, tmp_path, FIRST)
        assert await ahead(backends).catch_up() == 0
        turns = compose(backends).turns
        who = Principal(shop=SHOP, role=Role.CUSTOMER, credential="test")
        result = await turns.result(await turns.submit(who, "满多少包邮？"))
    assert "满199元包邮" in result.reply.text
    assert not (tmp_path / "small" / "sentences.db").exists()
