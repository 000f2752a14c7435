"""Whatever an independent reader finds in a file is in a chunk, or the report says what was left out."""

import io
import re
import zipfile
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from lxml import etree, html

from ingest.prepare import prepare
from ingest.prepared import Order, Prepared
from tests.integration.ingest.corpus import CORPUS
from tests.integration.ingest.test_golden import RECOGNISED

WORD = re.compile(r"[\u4e00-\u9fff]{2,}|\d+(?:\.\d+)?")
MARKS = {"标题", "问题", "答案", "生效日期", "失效日期"}
"""Words that only say what the next one is: keys of front matter, marks of questions and answers."""


def _office(data: bytes, parts: str, paragraph: str) -> Iterator[str]:
    """Texts of an Office file's paragraphs, straight from its XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(parts, name):
                for node in etree.fromstring(archive.read(name)).iter(f"{{*}}{paragraph}"):
                    yield "".join(text.text or "" for text in node.iter("{*}t"))


def _cells(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True):
        # The sparse store: one stray cell far below makes the sheet's rectangle astronomically large.
        yield from (cell.value for cell in sheet._cells.values() if isinstance(cell.value, str))


def _page_texts(data: bytes) -> Iterator[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            yield from (page.extract_text() or "").split("\n")


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _read(name: str, data: bytes) -> Iterator[str]:
    match Path(name).suffix:
        case ".docx":
            yield from _office(data, r"word/(document|footnotes|endnotes|comments|header\d|footer\d)\.xml", "p")
        case ".pptx":
            yield from _office(data, r"ppt/(slides|notesSlides)/[^/]+\.xml", "p")
        case ".xlsx":
            yield from _cells(data)
        case ".pdf":
            yield from _page_texts(data)
        case ".html" | ".jsp" | ".php":
            encoding = "gb18030" if b"gb" in data[:400].lower() else "utf-8"
            root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding))
            for node in root.xpath("//script|//style|//noscript"):
                node.drop_tree()
            yield from root.itertext()
        case ".eml":
            body = BytesParser(policy=policy.default).parsebytes(data).get_body(("html", "plain"))
            assert body is not None
            yield from re.split(r"<[^>]*>|\n", body.get_content())
        case _:
            yield from _text(data).split("\n")


def _kept(found: Prepared) -> str:
    parts = [found.title, *found.supersedes, str(found.effective_from), str(found.expires_on)]
    for chunk in found.chunks:
        cells = (text for cell in chunk.cells for text in cell)
        parts += [chunk.section, chunk.question or "", *chunk.similar_questions, *cells, chunk.text, chunk.sheet or ""]
    return re.sub(r"\s+", "", "\n".join(parts))


@pytest.mark.parametrize("name", sorted(set(CORPUS) - RECOGNISED))
def test_nothing_is_lost_without_a_word(name: str, tmp_path: Path) -> None:
    data = CORPUS[name]()
    path = tmp_path / name
    path.write_bytes(data)
    found = prepare(Order(path=str(path), name=name))
    kept = _kept(found)
    missing = {w for text in _read(name, data) for w in WORD.findall(text) if w not in kept} - MARKS
    assert not missing or found.left_out or found.held, missing
