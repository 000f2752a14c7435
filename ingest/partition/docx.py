"""Word documents to Elements through unstructured, after tidying."""

import io
import re

import docx
from unstructured.documents.elements import Element, Footer, Header, ListItem, PageBreak, Title
from unstructured.partition.docx import partition_docx as unstructured_docx

from ingest.headings import is_list_item, numbered_depth
from ingest.partition.docx_numbers import number_in_chinese
from ingest.partition.docx_tables import take_tables, taken_table
from ingest.partition.docx_tidy import tidy
from ingest.partition.elements import Partitioned, Place, item, paragraph, table, title
from ingest.textclean import clean_line, clean_text


def partition_docx(data: bytes) -> Partitioned:
    """Elements of the body as it is shown; headers, footers, comments and deleted text stay out."""
    document = docx.Document(io.BytesIO(data))
    tidied = tidy(document)
    comments = sum(rel.reltype.endswith("/comments") for rel in document.part.rels.values())
    images = len(document.inline_shapes)
    tables = take_tables(document.element.body)
    number_in_chinese()
    saved = io.BytesIO()
    document.save(saved)
    saved.seek(0)
    found = Partitioned([], hidden=tidied.hidden)
    margins = 0
    for element in unstructured_docx(file=saved, languages=["zho"]):
        if isinstance(element, Header | Footer):
            margins += 1
        elif (number := taken_table(element.text)) is not None:
            markup, text = tables[number]
            if text.strip():
                found.elements.append(table(markup, text, Place(page=element.metadata.page_number)))
        elif not isinstance(element, PageBreak) and element.text.strip():
            found.elements.append(_settled(element, tidied.headings))
    notes = (
        (margins, "页眉页脚 (page headers and footers)"),
        (tidied.contents, "目录 (table of contents)"),
        (comments, "批注 (comments)"),
        (tidied.removed_changes, "修订中删除的文字 (deleted text of tracked changes)"),
        (tidied.struck, f"划掉的文字 {tidied.struck} 处 (struck-out text)"),
        (len(tidied.hidden), "隐藏文字 (hidden text)"),
        (images, f"图片 {images} 张，未读取其中文字 (pictures: their text is not read)"),
    )
    found.left_out.extend(note for count, note in notes if count)
    return found


def _settled(element: Element, headings: dict[str, int]) -> Element:
    place = Place(page=element.metadata.page_number)
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
