"""Making a backup while Kefu serves, and bringing one back into an empty place."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from sqlalchemy import inspect

from backends.backup.archive import Manifest, read_archive, write_archive
from backends.backup.postgres_dump import dump, load
from backends.data_folder import DataFolder
from backends.settings import Settings
from backends.sql.engine import open_engine
from domain.errors import InvalidInputError


def make_backup(settings: Settings, target: Path) -> Manifest:
    """Write everything but the vectors, which SQL can make anew. Raises: InvalidInputError, ConfigurationError."""
    folder = DataFolder(settings.data_dir)
    folder.secrets()
    manifest = Manifest(kind=_kind(settings), kefu=version("kefu-agent"), made_at=datetime.now(UTC).isoformat())
    with tempfile.TemporaryDirectory(dir=folder.path) as name:
        parts = {"secrets.json": folder.path / "secrets.json"}
        if settings.database_url:
            parts["database.dump"] = Path(name) / "database.dump"
            dump(settings.database_url, parts["database.dump"])
        else:
            # The threads after the approvals that name them: none may point to a thread that came later.
            for each in (folder.database, folder.checkpoints):
                if each.exists():
                    parts[each.name] = Path(name) / each.name
                    _copy(each, parts[each.name])
        write_archive(target, manifest, parts)
    return manifest


def restore_backup(settings: Settings, source: Path) -> Manifest:
    """Put a backup into an empty data folder (and database). The index has to be made anew afterwards.

    Raises: InvalidInputError: it is no backup, of another kind of database, or the place isn't empty.
    """
    folder = DataFolder(settings.data_dir)
    _need_empty(settings, folder)
    # Inside: the folder may be a volume of its own, in a place where nothing else can be written.
    with tempfile.TemporaryDirectory(dir=folder.path) as name:
        parts = Path(name)
        manifest = read_archive(source, parts)
        if manifest.kind != _kind(settings):
            other = "set KEFU_DATABASE_URL" if manifest.kind == "postgresql" else "leave KEFU_DATABASE_URL out"
            raise InvalidInputError(f"This backup is of {manifest.kind}: {other} to restore it.")
        if settings.database_url:
            load(settings.database_url, parts / "database.dump")
        for each in ("kefu.db", "checkpoints.db", "secrets.json"):
            if (parts / each).exists():
                (parts / each).rename(folder.path / each)
    return manifest


def _kind(settings: Settings) -> Literal["sqlite", "postgresql"]:
    return "postgresql" if settings.database_url else "sqlite"


def _need_empty(settings: Settings, folder: DataFolder) -> None:
    held = sorted(each.name for each in folder.path.iterdir())
    if held:
        raise InvalidInputError(
            f"{folder.path} holds something already ({held[0]}): restore into an empty KEFU_DATA_DIR, nothing is mixed."
        )
    if settings.database_url:
        engine = open_engine(settings.database_url, pool_size=1)
        try:
            tables = inspect(engine).get_table_names()
        finally:
            engine.dispose()
        if tables:
            raise InvalidInputError("The database holds tables already: restore into an empty one.")


def _copy(source: Path, target: Path) -> None:
    """SQLite's own backup: one moment's picture, also while a server writes."""
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # The picture may stand in WAL mode, whose second file the archive doesn't hold.
        copy.execute("PRAGMA journal_mode=DELETE")
