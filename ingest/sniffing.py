"""What a file is, by its content; the extension only decides between kinds of text."""

import io
import re
import zipfile
from enum import StrEnum
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import decode


class Format(StrEnum):
    """The formats taken in; values are media types."""

    MARKDOWN = "text/markdown"
    HTML = "text/html"
    TEXT = "text/plain"
    CSV = "text/csv"
    EMAIL = "message/rfc822"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"


IMAGES = frozenset({Format.PNG, Format.JPEG, Format.WEBP})
EXTENSIONS: dict[str, Format] = {
    "md": Format.MARKDOWN, "markdown": Format.MARKDOWN, "html": Format.HTML, "htm": Format.HTML, "xhtml": Format.HTML,
    "jsp": Format.HTML, "php": Format.HTML, "asp": Format.HTML, "aspx": Format.HTML, "shtml": Format.HTML,
    "txt": Format.TEXT, "text": Format.TEXT, "csv": Format.CSV, "tsv": Format.CSV, "eml": Format.EMAIL,
    "mht": Format.EMAIL, "mhtml": Format.EMAIL,
    "pdf": Format.PDF, "docx": Format.DOCX, "xlsx": Format.XLSX, "pptx": Format.PPTX, "png": Format.PNG,
    "jpg": Format.JPEG, "jpeg": Format.JPEG, "webp": Format.WEBP,
}  # fmt: skip
_LEGACY = frozenset({"doc", "xls", "ppt", "rtf"})
_LEAST_DISGUISED = 40
"""Characters."""
_TEXTUAL = frozenset({Format.MARKDOWN, Format.HTML, Format.TEXT, Format.CSV, Format.EMAIL})
_OFFICE_PARTS = (("word/document.xml", Format.DOCX), ("xl/workbook.xml", Format.XLSX),
                 ("ppt/presentation.xml", Format.PPTX))  # fmt: skip
_LEGACY_STREAMS = (
    ("WordDocument", Reason.LEGACY_DOC),
    ("Workbook", Reason.LEGACY_XLS),
    ("Book", Reason.LEGACY_XLS),
    ("PowerPoint Document", Reason.LEGACY_PPT),
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
"""How rar, 7z, gzip, bzip2 and xz files start."""
_HTML_START = re.compile(
    r"^\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|table)\b", re.I | re.DOTALL
)
_MAIL_START = re.compile(r"^(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t]+[^\n]*\n)*){2,}", re.ASCII)


class Sniffed(NamedTuple):
    """The format, and whether the file's extension said otherwise."""

    format: Format
    mislabelled: bool


def sniff(data: bytes, name: str) -> Sniffed:
    """The format of ``data``. Raises: FileRefusedError: empty, legacy, encrypted or unknown."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    claimed = EXTENSIONS.get(extension)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileRefusedError(Reason.EMPTY)
    found = _binary(data) or _textual(data, claimed, extension)
    return Sniffed(found, found is not claimed and bool(claimed or extension in _LEGACY))


def _binary(data: bytes) -> Format | None:
    if data[:1024].lstrip().startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise FileRefusedError(_ole_reason(data))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(data)
    if data.startswith(_ARCHIVES):
        raise FileRefusedError(Reason.ARCHIVE)
    return None


def _ole_reason(data: bytes) -> Reason:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
                return Reason.ENCRYPTED
            for stream, reason in _LEGACY_STREAMS:
                if container.exists(stream):
                    return reason
    except (OSError, ValueError, IndexError):
        return Reason.DAMAGED
    return Reason.UNKNOWN_FORMAT


def _office(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefusedError(Reason.DAMAGED) from error
    for part, found in _OFFICE_PARTS:
        if part in names:
            return found
    if "[Content_Types].xml" in names:
        raise FileRefusedError(Reason.DAMAGED)
    # OpenDocument files name themselves in this part.
    raise FileRefusedError(Reason.UNKNOWN_FORMAT if "mimetype" in names else Reason.ARCHIVE)


def _textual(data: bytes, claimed: Format | None, extension: str) -> Format:
    sample = decode(data[:65536]).text[:20000]
    odd = sum(char == "�" or (char < " " and char not in "\t\n\r\f\v\x1b") for char in sample)
    if odd > max(2, len(sample) // 50):
        raise FileRefusedError(Reason.DAMAGED if claimed and claimed not in _TEXTUAL else Reason.UNKNOWN_FORMAT)
    if _HTML_START.match(sample[:4000]):
        return Format.HTML
    if claimed in _TEXTUAL and claimed is not None:
        return claimed
    if claimed is not None or extension in _LEGACY:
        return _text_in_disguise(sample, extension)
    if extension.isalpha() and 2 <= len(extension) <= 5:
        raise FileRefusedError(Reason.UNKNOWN_FORMAT)
    return Format.EMAIL if _MAIL_START.match(sample) else Format.TEXT


def _text_in_disguise(sample: str, extension: str) -> Format:
    """Exports named .xls or .doc that are text; a few bytes are what is left of a real one."""
    if sample.lstrip().startswith("{\\rtf"):
        raise FileRefusedError(Reason.LEGACY_DOC)
    if len(sample.strip()) < _LEAST_DISGUISED:
        raise FileRefusedError(Reason.DAMAGED)
    return Format.CSV if extension in {"xls", "xlsx"} else Format.TEXT
