"""The file that a backup is: a tar with a manifest, the database and the installation's secrets."""

import io
import json
import os
import tarfile
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from domain.errors import InvalidInputError
from domain.model import Frozen

MANIFEST = "manifest.json"
PARTS = frozenset({MANIFEST, "kefu.db", "checkpoints.db", "database.dump", "secrets.json"})


class Manifest(Frozen):
    """What a backup holds."""

    format: Literal[1] = 1
    kind: Literal["sqlite", "postgresql"]
    kefu: str
    """The version that wrote it."""
    made_at: str


def write_archive(target: Path, manifest: Manifest, parts: dict[str, Path]) -> None:
    """Write a new file, readable by its owner only; a broken one never gets the name. Raises: InvalidInputError."""
    if target.exists():
        raise InvalidInputError(f"{target} is there already: name a new file.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise InvalidInputError(f"{target} can't be written: {error.strerror}.") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                said = manifest.model_dump_json().encode()
                head = tarfile.TarInfo(MANIFEST)
                head.size, head.mode = len(said), 0o600
                tar.addfile(head, io.BytesIO(said))
                for name, path in parts.items():
                    tar.add(path, arcname=name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def read_archive(source: Path, into: Path) -> Manifest:
    """Unpack a backup's parts into a folder. Raises: InvalidInputError: it is none, or damaged."""
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                # Only plain files of these names: an archive from elsewhere can't write outside the folder.
                if member.name not in PARTS or not member.isreg():
                    raise InvalidInputError(f"{source.name} is no backup of Kefu: it holds something else.")
                tar.extract(member, into, filter="data")
                (into / member.name).chmod(0o600)
        return Manifest.model_validate(json.loads((into / MANIFEST).read_bytes()))
    except FileNotFoundError:
        raise InvalidInputError(f"{source} isn't there, or is no backup of Kefu.") from None
    except (OSError, tarfile.TarError, EOFError, ValueError, ValidationError):
        raise InvalidInputError(f"{source.name} is no backup of this Kefu, or is damaged.") from None
