"""Word documents to Elements through unstructured, after tidying."""

import io
import os
import re

import docx
from unstructured.documents.elements import Element, Footer, Header, ListItem, PageBreak, Table, Title

from ingest.headings import is_list_item, numbered_depth
from ingest.partition.docx_tidy import tidy
from ingest.partition.elements import Partitioned, Place, item, paragraph, title
from ingest.textclean import clean_line, clean_text

# Read when unstructured is imported; a table above this many cells would come without its rows.
os.environ.setdefault("DOCX_TABLE_MAX_CELLS", "200000")

from unstructured.partition.docx import partition_docx as unstructured_docx


def partition_docx(data: bytes) -> Partitioned:
    """Elements of the body as it is shown; headers, footers, comments and deleted text stay out."""
    document = docx.Document(io.BytesIO(data))
    tidied = tidy(document)
    comments = sum(rel.reltype.endswith("/comments") for rel in document.part.rels.values())
    images = len(document.inline_shapes)
    saved = io.BytesIO()
    document.save(saved)
    saved.seek(0)
    found = Partitioned([], hidden=tidied.hidden)
    margins = 0
    for element in unstructured_docx(file=saved, languages=["zho"]):
        if isinstance(element, Header | Footer):
            margins += 1
        elif not isinstance(element, PageBreak) and element.text.strip():
            found.elements.append(_settled(element, tidied.headings))
    notes = (
        (margins, "页眉页脚 (page headers and footers)"),
        (tidied.contents, "目录 (table of contents)"),
        (comments, "批注 (comments)"),
        (tidied.removed_changes, "修订中删除的文字 (deleted text of tracked changes)"),
        (len(tidied.hidden), "隐藏文字 (hidden text)"),
        (images, f"图片 {images} 张，未读取其中文字 (pictures: their text is not read)"),
    )
    found.left_out.extend(note for count, note in notes if count)
    return found


def _settled(element: Element, headings: dict[str, int]) -> Element:
    place = Place(page=element.metadata.page_number)
    if isinstance(element, Table):
        return element
    text = clean_text(element.text)
    line = clean_line(element.text)
    plain = re.sub(r"^\S{1,8}\s+", "", line)
    if isinstance(element, Title):
        styled = (element.metadata.category_depth or 0) + 1
        return title(line, headings.get(line, headings.get(plain, styled)), place)
    depth = headings.get(line, numbered_depth(line))
    if depth is not None and not isinstance(element, ListItem):
        return title(line, depth, place)
    if isinstance(element, ListItem) or is_list_item(line):
        return item(text, (element.metadata.category_depth or 0) + 1, place)
    return paragraph(text, place)
