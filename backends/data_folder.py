"""The data folder: where everything lies that Kefu keeps, and who owns it."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from domain.errors import ConfigurationError, DataFolderBusyError
from domain.model import Frozen


class InstallationSecrets(Frozen):
    """What this installation signs with."""

    token_secret: str
    """Of customer tokens, HS256."""
    seal_key: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Of secrets that are stored to be used again, AES-256. Empty in a file of before they were."""


class DataFolder:
    """``KEFU_DATA_DIR``. Only its owner's user may look into it."""

    def __init__(self, path: Path) -> None:
        """Args: path: created with mode 0700 where it is missing."""
        self.path = path.resolve()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.path / "kefu.db"

    @property
    def database_url(self) -> str:
        """The same as SQLAlchemy wants it."""
        return f"sqlite:///{self.database}"

    @property
    def checkpoints(self) -> Path:
        """LangGraph's checkpoints."""
        return self.path / "checkpoints.db"

    @property
    def chroma(self) -> Path:
        """The embedded vector index."""
        return self.path / "chroma"

    @property
    def tiktoken(self) -> Path:
        """Token encodings."""
        return self.path / "tiktoken"

    @property
    def uploads(self) -> Path:
        """Files waiting to be taken in."""
        return self.path / "uploads"

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Own the folder while the block runs.

        The lock is the system's: it ends with the process, however that dies.

        Raises:
            DataFolderBusyError: another process (or another block of this one) owns it.
        """
        descriptor = os.open(self.path / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pid = os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
                raise DataFolderBusyError(
                    f"The data folder is in use by process {pid}: use that server's API, stop it, "
                    "or set KEFU_DATA_DIR to another folder."
                ) from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def secrets(self) -> InstallationSecrets:
        """This installation's secrets, made at first use. Raises: ConfigurationError: the file is damaged."""
        path = self.path / "secrets.json"
        if not path.exists():
            fresh = InstallationSecrets(token_secret=secrets.token_hex(32), seal_key=secrets.token_hex(32))
            _create(path, fresh.model_dump_json())
        found = _read_secrets(path)
        return found if found.seal_key else self._with_seal_key(path)

    def _with_seal_key(self, path: Path) -> InstallationSecrets:
        """Add the key to an older file; processes that start together add one between them."""
        descriptor = os.open(self.path / "secrets.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            found = _read_secrets(path)
            if not found.seal_key:
                found = found.model_copy(update={"seal_key": secrets.token_hex(32)})
                draft = path.with_name(f".{path.name}.{os.getpid()}")
                _create(draft, found.model_dump_json())
                draft.replace(path)
            return found
        finally:
            os.close(descriptor)


def _read_secrets(path: Path) -> InstallationSecrets:
    try:
        return InstallationSecrets.model_validate_json(path.read_bytes())
    except ValidationError:
        raise ConfigurationError(
            "secrets.json in the data folder is damaged: restore it from a backup, or delete it, "
            "which ends all customer tokens and makes stored secrets unreadable."
        ) from None


def _create(path: Path, text: str) -> None:
    """Write a whole new file or leave the one that another process made meanwhile."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
