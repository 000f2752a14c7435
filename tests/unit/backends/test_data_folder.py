"""The data folder: one owner, its secrets its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backends.data_folder import DataFolder
from domain.errors import ConfigurationError, DataFolderBusyError

HOLD = """
import sys, pathlib
from backends.data_folder import DataFolder
with DataFolder(pathlib.Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_its_owner_may_look_into_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.secrets()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first = DataFolder(tmp_path).secrets()
    assert DataFolder(tmp_path).secrets() == first
    assert len(first.token_secret) == 64
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.json"]


def test_damaged_secrets_are_said_to_be_so_and_kept(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(ConfigurationError, match=r"secrets\.json"):
        DataFolder(tmp_path).secrets()
    assert (tmp_path / "secrets.json").read_text() == "{"


def test_a_file_without_later_keys_that_cant_be_written_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secrets.json").write_text('{"token_secret": "00"}')

    def mounted(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    # A file that is mounted for itself can't be replaced; only root could mount one here.
    monkeypatch.setattr(Path, "replace", mounted)
    with pytest.raises(ConfigurationError, match=r"secrets\.json lacks a key.*busy"):
        DataFolder(tmp_path).secrets()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["secrets.json", "secrets.lock"]


def test_a_second_owner_hears_who_the_first_is(tmp_path: Path) -> None:
    busy = pytest.raises(DataFolderBusyError, match=f"process {os.getpid()}:")
    with DataFolder(tmp_path).lock(), busy, DataFolder(tmp_path).lock():
        pass
    with DataFolder(tmp_path).lock():
        pass


def test_a_killed_owner_leaves_the_folder_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(DataFolderBusyError, match=f"process {owner.pid}:"), DataFolder(tmp_path).lock():
            pass
        owner.kill()
        owner.wait()
    with DataFolder(tmp_path).lock():
        pass
