"""kefu key and kefu audit, as an operator types them."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kefu
from backends.data_folder import DataFolder


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path / "data"))

    def called(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(kefu.app, list(words))
        assert result.exit_code == code, result.output
        return result.stdout.strip()

    called("shop", "create", "huashi")
    return called


def test_a_key_is_made_listed_rotated_and_revoked(call) -> None:  # type: ignore[no-untyped-def]
    first = call("key", "create", "--role", "admin", "--shop", "huashi", "--scope", "documents")
    (key,) = json.loads(call("key", "list", "--shop", "huashi", "--json"))
    assert key["scopes"] == ["documents"]
    assert first not in str(key)
    second = call("key", "rotate", key["key_id"], "--shop", "huashi", "--keep-hours", "1")
    assert second.startswith("kf_admin_huashi_")
    assert second != first
    listed = call("key", "list", "--shop", "huashi")
    assert listed.count("ends ") == 1
    call("key", "revoke", key["key_id"], "--shop", "huashi")
    assert "revoked" in call("key", "list", "--shop", "huashi")
    call("key", "revoke", "key_0", "--shop", "huashi", code=1)
    call("key", "revoke-tokens", "--shop", "huashi", "--customer", "c1")
    acts = [entry["act"] for entry in json.loads(call("audit", "list", "--shop", "huashi", "--json"))]
    assert acts == ["tokens.revoke", "key.revoke", "key.rotate", "key.create"]


def test_a_changed_entry_of_the_log_is_named(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        call("key", "create", "--role", "agent", "--shop", "huashi")
    assert call("audit", "verify") == "huashi  3 entries, unbroken"
    with sqlite3.connect(tmp_path / "data" / "kefu.db") as database:
        database.execute("UPDATE audit SET actor = 'somebody else' WHERE seq = 2")
    assert call("audit", "verify", "--shop", "huashi", code=1) == "huashi  broken at entry 2"


def test_a_new_signing_secret_leaves_second_factors_and_the_former_tokens_for_a_while(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = DataFolder(tmp_path / "data")
    before = folder.secrets()
    call("key", "rotate-signing", "--keep-hours", "2")
    after = folder.secrets()
    assert after.token_secret != before.token_secret
    assert (after.former_token_secret, after.factor_secret) == (before.token_secret, before.token_secret)
    assert after.seal_key == before.seal_key
    assert after.former_until is not None
    assert after.signing(after.former_until) == (after.token_secret,)
    assert len(after.signing(after.former_until.replace(year=2000))) == 2
