"""Looks into an Office archive before anything unpacks it: bombs, paths that climb out, entity declarations."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from ingest.refusals import FileRefusedError, Reason

_MOST_ENTRIES = 20_000
_MOST_RATIO = 200
_RATIO_FROM = 20 * 1024 * 1024
"""Small parts compress well; only beyond this size is a ratio suspicious."""
_XML_HEAD = 4096
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(data: bytes, max_unpacked: int) -> None:
    """Raises: FileRefusedError: encrypted, a bomb, a climbing path, XML with a document type, or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, max_unpacked)
            for entry in entries:
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise FileRefusedError(Reason.DAMAGED) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise FileRefusedError(Reason.DAMAGED) from error


def _check_sizes(entries: list[zipfile.ZipInfo], max_unpacked: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > max_unpacked or len(entries) > _MOST_ENTRIES:
        raise FileRefusedError(Reason.ARCHIVE_BOMB)
    if any(e.file_size > _RATIO_FROM and e.file_size > _MOST_RATIO * max(e.compress_size, 1) for e in entries):
        raise FileRefusedError(Reason.ARCHIVE_BOMB)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", entry.filename):
        raise FileRefusedError(Reason.ARCHIVE_PATH)
    if entry.flag_bits & 0x1:
        raise FileRefusedError(Reason.ENCRYPTED)
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        with archive.open(entry) as part:
            if _ENTITY.search(_utf8(part.read(_XML_HEAD))):
                raise FileRefusedError(Reason.XML_ENTITIES)


def _utf8(head: bytes) -> bytes:
    """A declaration written in UTF-16 would hide from the search."""
    return head.replace(b"\x00", b"")
