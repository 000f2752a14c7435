"""A copy of an embedded data folder, so that an evaluation leaves the shop's own alone."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backends.data_folder import DataFolder
from backends.settings import Settings


@contextmanager
def isolated(settings: Settings) -> Iterator[Settings]:
    """Settings over a copy.

    A database server is only read: each sample's conversations, approvals and orders lie in a sandbox of its own.

    Raises: DataFolderBusyError: another process owns the folder.
    """
    if settings.database_url or settings.chroma_host:
        yield settings
        return
    folder = DataFolder(settings.data_dir)
    with tempfile.TemporaryDirectory(prefix="kefu-eval-", ignore_cleanup_errors=True) as place:
        copy = Path(place) / "data"
        with folder.lock():
            shutil.copytree(folder.path, copy, ignore=shutil.ignore_patterns("owner.lock", "uploads"))
        yield settings.model_copy(update={"data_dir": copy})
