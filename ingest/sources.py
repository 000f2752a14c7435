"""Files named by paths and folders."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from domain.shop import DocumentRule
from ingest.refusals import Reason
from ingest.settings import IngestSettings

_SKIPPED = frozenset({"thumbs.db", "desktop.ini"})


class Source(NamedTuple):
    """A file to take in, or the reason why it can't be."""

    path: Path
    name: str
    refusal: Reason | None = None


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """Files by name; the second of two equal names is refused, hidden and temporary files are skipped."""
    found: list[Source] = []
    seen: set[str] = set()
    for path in paths:
        for source in _sources(path):
            if source.name in seen:
                source = source._replace(refusal=Reason.DUPLICATE_NAME)
            seen.add(source.name)
            found.append(source)
    return found


def _sources(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        yield Source(path, path.name, None if path.is_file() else Reason.NOT_A_FILE)
        return
    root = path.resolve()
    for inner in sorted(path.rglob("*")):
        relative = inner.relative_to(path)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts) or inner.name.lower() in _SKIPPED
        if hidden or inner.is_dir():
            continue
        if not inner.resolve().is_relative_to(root):
            yield Source(inner, inner.name, Reason.OUTSIDE)
        else:
            yield Source(inner, inner.name, None if inner.is_file() else Reason.NOT_A_FILE)


def content_hash(path: Path, rule: DocumentRule, settings: IngestSettings, model: str) -> str:
    """sha256 of the bytes and of everything else that decides on chunks and vectors. Raises: OSError."""
    digest = hashlib.sha256(f"{settings.chunk_key()}|{model}|{rule.model_dump_json()}|".encode())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
