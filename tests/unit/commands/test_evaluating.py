"""An evaluation works on a copy, so that nothing of it waits in a person's queue."""

from pathlib import Path

import pytest

from backends.data_folder import DataFolder
from backends.settings import Settings
from commands.evaluation.isolated import isolated
from domain.errors import DataFolderBusyError


def test_what_the_evaluation_writes_never_reaches_the_shops_own_folder(tmp_path: Path) -> None:
    own = DataFolder(tmp_path / "data")
    own.database.write_text("orders")
    (own.path / "chroma").mkdir()
    (own.path / "chroma" / "vectors").write_text("vectors")
    with isolated(Settings(data_dir=own.path)) as aside:
        copy = DataFolder(aside.data_dir)
        assert (copy.database.read_text(), (copy.path / "chroma" / "vectors").read_text()) == ("orders", "vectors")
        copy.database.write_text("approvals")
    assert own.database.read_text() == "orders"
    assert not copy.path.exists()


def test_the_folder_is_free_while_the_evaluation_runs(tmp_path: Path) -> None:
    with isolated(Settings(data_dir=tmp_path)), DataFolder(tmp_path).lock():
        pass


def test_a_folder_that_a_server_is_writing_to_is_not_copied(tmp_path: Path) -> None:
    with DataFolder(tmp_path).lock(), pytest.raises(DataFolderBusyError), isolated(Settings(data_dir=tmp_path)):
        pass


def test_a_database_server_is_only_read_so_it_needs_no_copy(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="postgresql+psycopg://localhost/none")
    with isolated(settings) as same:
        assert same is settings
