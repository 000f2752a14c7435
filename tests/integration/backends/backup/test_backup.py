"""A backup of a running shop, brought back into an empty place, gives the same answers."""

import asyncio
import json
import tarfile
import uuid
from pathlib import Path
from typing import Any

import pytest

from backends.backup.jobs import make_backup, restore_backup
from backends.connect import connect
from backends.settings import Settings
from commands.compose import compose, ingestor_of
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError
from domain.ids import CustomerId, ShopId
from domain.shop import Shop
from tests.postgres import fresh_database

SHOP = ShopId("bulanpu")
POLICY = "# 退换说明\n\n## 布料\n\n未裁剪的布料签收后6天内可以退，运费买家出。\n\n## 纽扣\n\n纽扣拆封不退。\n"
QUESTIONS = ("未裁剪的布料几天内可以退？", "纽扣拆封了能退吗", "布料退货运费谁出")
CUSTOMER = Principal(shop=SHOP, role=Role.CUSTOMER, credential="customer:a", customer_id=CustomerId("a"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Settings, Settings]:
    """Where it was, and an empty place."""
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path / "data"), Settings(data_dir=tmp_path / "elsewhere")
    server = request.getfixturevalue("postgres_server")
    urls = [fresh_database(server, f"kefu_{uuid.uuid4().hex}") for _ in range(2)]
    return (
        Settings(data_dir=tmp_path / "data", database_url=urls[0]),
        Settings(data_dir=tmp_path / "elsewhere", database_url=urls[1]),
    )


async def _answers(settings: Settings) -> list[dict[str, Any]]:
    async with connect(settings) as backends:
        turns = compose(backends).turns
        results = [await turns.result(await turns.submit(CUSTOMER, question)) for question in QUESTIONS]
    return [json.loads(r.model_dump_json(exclude={"conversation_id", "turn_id"})) for r in results]


async def test_a_restored_shop_gives_the_same_answers(places: tuple[Settings, Settings], tmp_path: Path) -> None:
    here, there = places
    file = tmp_path / "退换说明.md"
    file.write_text(POLICY, encoding="utf-8")
    async with connect(here) as backends:
        await backends.stores.shops.put_shop(Shop(id=SHOP))
        await ingestor_of(backends).ingest(SHOP, [file])
        key = await backends.stores.credentials.create_key(SHOP, Role.AGENT)
        token = backends.stores.credentials.customer_token(SHOP, CustomerId("a"))
    before = await _answers(here)
    async with connect(here):
        # The server is up and owns the folder meanwhile.
        await asyncio.to_thread(make_backup, here, tmp_path / "kefu.backup")
    assert (tmp_path / "kefu.backup").stat().st_mode & 0o077 == 0
    restore_backup(there, tmp_path / "kefu.backup")
    async with connect(there) as backends:
        assert await ingestor_of(backends).rebuild() == 2
        stores = backends.stores
        assert (await stores.credentials.principal(key)).role is Role.AGENT
        assert (await stores.credentials.principal(token)).customer_id == "a"
        assert len(await stores.conversations.conversations(SHOP)) == len(QUESTIONS)
    assert await _answers(there) == before
    assert all(answer["citations"] for answer in before)
    with pytest.raises(InvalidInputError, match="empty"):
        restore_backup(there, tmp_path / "kefu.backup")


def test_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    (tmp_path / "text").write_text("no archive")
    (tmp_path / "evil").write_text("owned")
    with tarfile.open(tmp_path / "foreign", "w:gz") as tar:
        tar.add(tmp_path / "evil", arcname="../evil-twin")
    make_backup(Settings(data_dir=tmp_path / "other"), tmp_path / "good")
    whole = (tmp_path / "good").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    for name in ("text", "foreign", "cut", "absent"):
        with pytest.raises(InvalidInputError):
            restore_backup(settings, tmp_path / name)
    assert list((tmp_path / "data").iterdir()) == []
    assert not (tmp_path / "evil-twin").exists()
    with pytest.raises(InvalidInputError, match="already"):
        make_backup(settings, tmp_path / "good")
