"""The data folder: where everything lies that Kefu keeps, and who owns it."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
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
    wrapping_keys: tuple[str, ...] = ()
    """Customers' keys are wrapped under the first; the others still unwrap. 64 hex digits each. Empty as above."""
    former_token_secret: str = ""
    """Tokens signed with it are taken until ``former_until``."""
    former_until: datetime | None = None
    factor_secret: str = ""
    """Seals the second factors of staff; empty: ``token_secret``, until that is changed for the first time."""

    def signing(self, at: datetime) -> tuple[str, ...]:
        """The secrets that a token may be signed with, the one for new tokens first."""
        former = self.former_until is not None and at < self.former_until
        return (self.token_secret, self.former_token_secret) if former else (self.token_secret,)


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
    def lexical(self) -> Path:
        """The lexical indexes; can be made again from the database."""
        return self.path / "lexical"

    @property
    def sentences(self) -> Path:
        """Token vectors of documents' sentences; can be made again from the documents."""
        return self.path / "sentences.db"

    @property
    def tiktoken(self) -> Path:
        """Token encodings."""
        return self.path / "tiktoken"

    @property
    def uploads(self) -> Path:
        """Files waiting to be taken in."""
        return self.path / "uploads"

    def identity(self) -> str:
        """A random name of this folder, which it keeps: jobs are known by it, wherever the folder is moved."""
        path = self.path / "folder.id"
        if not path.exists():
            _create(path, secrets.token_hex(16))
        return path.read_text(encoding="ascii").strip()

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Tell other processes that the owner takes up what they queue while the block runs."""
        mark = self.path / "serving"
        mark.write_text(f"{os.getpid()}\n", encoding="ascii")
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def is_served(self) -> bool:
        """Whether the process that owns the folder is a server that takes up jobs."""
        try:
            owner, server = (self.path / name for name in ("owner.lock", "serving"))
            pid = owner.read_text(encoding="ascii").strip()
            return pid == server.read_text(encoding="ascii").strip() and self._is_owned()
        except OSError:
            return False

    def _is_owned(self) -> bool:
        try:
            with self.lock():
                return False
        except DataFolderBusyError:
            return True

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
            fresh = InstallationSecrets(
                token_secret=secrets.token_hex(32),
                seal_key=secrets.token_hex(32),
                wrapping_keys=(secrets.token_hex(32),),
            )
            _create(path, fresh.model_dump_json())
        found = _read_secrets(path)
        return found if found.seal_key and found.wrapping_keys else self._with_later_keys(path)

    def rotate_token_secret(self, former_until: datetime) -> None:
        """Sign with a new secret from the next start on; tokens of the one before are taken until then."""
        self.secrets()

        def rotated(found: InstallationSecrets) -> InstallationSecrets:
            change = {
                "token_secret": secrets.token_hex(32),
                "former_token_secret": found.token_secret,
                "former_until": former_until,
                "factor_secret": found.factor_secret or found.token_secret,
            }
            return found.model_copy(update=change)

        self._change(self.path / "secrets.json", rotated)

    def rotate_wrapping_key(self) -> None:
        """Wrap under a new key; those before still unwrap until ``drop_former_wrapping_keys``."""
        self.secrets()
        self._change(
            self.path / "secrets.json",
            lambda found: found.model_copy(update={"wrapping_keys": (secrets.token_hex(32), *found.wrapping_keys)}),
        )

    def drop_former_wrapping_keys(self) -> None:
        """Keep the newest only; what was wrapped under others is lost."""
        self.secrets()
        self._change(
            self.path / "secrets.json",
            lambda found: found.model_copy(update={"wrapping_keys": found.wrapping_keys[:1]}),
        )

    def _with_later_keys(self, path: Path) -> InstallationSecrets:
        """Add what an older file lacks; processes that start together add one of each between them."""

        def completed(found: InstallationSecrets) -> InstallationSecrets:
            more = {
                "seal_key": found.seal_key or secrets.token_hex(32),
                "wrapping_keys": found.wrapping_keys or (secrets.token_hex(32),),
            }
            return found.model_copy(update=more)

        return self._change(path, completed)

    def _change(self, path: Path, change: Callable[[InstallationSecrets], InstallationSecrets]) -> InstallationSecrets:
        descriptor = os.open(self.path / "secrets.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            found = _read_secrets(path)
            changed = change(found)
            if changed != found:
                _replace(path, changed.model_dump_json())
            return changed
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


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _create(draft, text)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ConfigurationError(
            "secrets.json lacks a key, or is to get a new one, and can't be written here "
            f"({error.strerror}): change it where it comes from and give all processes the same file."
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
