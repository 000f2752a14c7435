"""Chooses the partitioner for a format; each is imported when first needed."""

from time import perf_counter

from ingest.partition.elements import Partitioned
from ingest.partition.pdf import NeedsOcrError, ReadPage, partition_pdf
from ingest.refusals import FileRefusedError, Reason
from ingest.settings import IngestSettings
from ingest.sniffing import IMAGES, Format
from ingest.textclean import decode


def partition(data: bytes, kind: Format, settings: IngestSettings, ocr: bool) -> Partitioned:
    """Elements of ``data``. Raises: FileRefusedError, NeedsOcrError, and whatever a parser raises on damaged input."""
    if kind in IMAGES:
        return _image(data, ocr)
    if kind is Format.PDF:
        return _pdf(data, settings, ocr)
    if kind is Format.DOCX:
        from ingest.partition.docx import partition_docx

        return partition_docx(data)
    if kind is Format.XLSX:
        from ingest.partition.xlsx import partition_xlsx

        return partition_xlsx(data, settings.max_cells)
    if kind is Format.PPTX:
        from ingest.partition.pptx import partition_pptx

        return partition_pptx(data)
    if kind is Format.EMAIL:
        from ingest.partition.email import partition_email

        return partition_email(data)
    return _text(data, kind, settings)


def _text(data: bytes, kind: Format, settings: IngestSettings) -> Partitioned:
    from ingest.partition.csv import partition_csv
    from ingest.partition.html import partition_html
    from ingest.partition.markdown import partition_markdown
    from ingest.partition.text import partition_text

    decoded = decode(data, _declared(data) if kind is Format.HTML else None)
    if kind is Format.HTML:
        found = partition_html(decoded.text)
    elif kind is Format.MARKDOWN:
        found = partition_markdown(decoded.text)
    elif kind is Format.CSV:
        found = partition_csv(decoded.text, settings.max_cells)
    else:
        found = partition_text(decoded.text)
    if decoded.lossy:
        found.left_out.append("个别字符无法识别，请另存为 UTF-8 (some characters unreadable: save as UTF-8)")
    return found


def _declared(data: bytes) -> str | None:
    """The character set a page names in its first kilobyte."""
    head = data[:1024].decode("ascii", "ignore").lower()
    at = head.find("charset=")
    if at < 0:
        return None
    name = head[at + 8 :].lstrip("\"' ")
    end = next((n for n, char in enumerate(name) if not (char.isalnum() or char in "-_")), len(name))
    return {"gb2312": "gb18030", "gbk": "gb18030"}.get(name[:end], name[:end]) or None


def _image(data: bytes, ocr: bool) -> Partitioned:
    if not ocr:
        raise NeedsOcrError
    from ingest.partition.ocr import partition_image

    began = perf_counter()
    found = partition_image(data)
    found.ocr_seconds = perf_counter() - began
    return found


def _pdf(data: bytes, settings: IngestSettings, ocr: bool) -> Partitioned:
    spent = 0.0
    read: ReadPage | None = None
    if ocr:
        from ingest.partition.layout import Word
        from ingest.partition.ocr import read_page

        def timed(document: bytes, number: int) -> list[Word]:
            nonlocal spent
            began = perf_counter()
            words = read_page(document, number)
            spent += perf_counter() - began
            return words

        read = timed
    found = partition_pdf(data, settings.max_pages, read)
    if not found.elements:
        raise FileRefusedError(Reason.NO_TEXT)
    found.ocr_seconds = spent
    return found
