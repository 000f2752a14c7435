"""kefu personal, as an operator types it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kefu
from backends.data_folder import DataFolder

CARD = {"id": "c1", "name": "苏晚", "phone": "13912345678"}
ORDERS = {"shop": "huashi", "customers": [CARD], "orders": []}
Call = Callable[..., str]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path / "data"))

    def called(*words: str, code: int = 0, **environment: str) -> str:
        result = CliRunner().invoke(kefu.app, list(words), env=environment)
        assert result.exit_code == code, result.output
        return result.output.strip()

    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "orders.json").write_text(json.dumps(ORDERS, ensure_ascii=False), encoding="utf-8")
    called("shop", "import", str(shop))
    return called


def _cards(call: Call) -> dict[str, int]:
    status = json.loads(call("personal", "status", "--json"))
    (cards,) = (each for each in status["tables"] if each["table"] == "customers")
    return {"sealed": cards["sealed"], "plain": cards["plain"], "keys": len(status["wrapped_under"])}


def _on_disk(folder: Path) -> bool:
    return any(CARD["phone"].encode() in file.read_bytes() for file in folder.glob("kefu.db*"))


def test_an_imported_card_is_sealed_opened_and_sealed_again(call: Call, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _cards(call) == {"sealed": 1, "plain": 0, "keys": 1}
    assert not _on_disk(data)
    assert "KEFU_ENCRYPT_PERSONAL" in call("personal", "open-all", code=1)
    assert "1 rows opened" in call("personal", "open-all", KEFU_ENCRYPT_PERSONAL="false")
    assert _on_disk(data)
    assert "1 rows sealed" in call("personal", "seal-all")
    assert _cards(call) == {"sealed": 1, "plain": 0, "keys": 1}
    assert not _on_disk(data)


def test_the_wrapping_key_is_rotated_and_the_former_forgotten(call: Call, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    before = folder.secrets().wrapping_keys
    assert "1 keys wrapped anew" in call("personal", "rotate")
    assert folder.secrets().wrapping_keys[1:] == before
    assert "0 keys wrapped anew" in call("personal", "rotate", "--drop-former")
    assert len(folder.secrets().wrapping_keys) == 1
    assert folder.secrets().wrapping_keys != before
    assert _cards(call)["sealed"] == 1


def test_a_wrapping_key_of_ones_own_goes_before_the_files(call: Call) -> None:
    own = "ab" * 32
    assert "wrapping key" in call("personal", "status", code=1, KEFU_WRAPPING_KEY=own)
    assert "64 hex digits" in call("personal", "status", code=1, KEFU_WRAPPING_KEY="short")
    assert "KEFU_WRAPPING_KEY" in call("personal", "rotate", "--drop-former", code=1, KEFU_WRAPPING_KEY=own)
