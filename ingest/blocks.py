"""Elements as blocks: headings with depth, paragraphs, items, table rows; the stuff chunks are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from unstructured.documents.elements import Element, Table, Title

from ingest.headings import is_question, numbered_depth
from ingest.questions import split_questions
from ingest.table_rows import TableRow, table_rows
from ingest.textclean import clean_line, clean_text

BlockKind = Literal["heading", "end", "question", "text", "item", "row", "faq"]


@dataclass(frozen=True)
class Block:
    """A piece of a document that isn't divided unless it is too long; of kind ``end`` a section's end, without text."""

    kind: BlockKind
    text: str
    depth: int = 0
    """Of headings (1 is the top, 0 the title) and of items."""
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    cells: tuple[tuple[str, str], ...] = ()
    question: str | None = None
    similar: tuple[str, ...] = ()
    under: str = ""
    """Caption or band of the table a row stands in; part of its heading path."""
    start: int = 0
    end: int = 0


def blocks_of(elements: Sequence[Element]) -> tuple[list[Block], list[str]]:
    """Blocks in order, and notes on table columns left out because they are internal by name."""
    blocks: list[Block] = []
    notes: list[str] = []
    path: list[int] = []
    for element in elements:
        page, sheet = element.metadata.page_number, element.metadata.page_name
        if isinstance(element, Table):
            rows, internal = table_rows(element.metadata.text_as_html or "")
            notes.extend(f"表格列“{name}”按名称属内部信息 (internal column)" for name in internal)
            blocks.extend(_row_block(row, page, sheet) for row in rows)
        elif isinstance(element, Title):
            depth = 1 if element.metadata.category_depth is None else element.metadata.category_depth + 1
            text = clean_line(element.text)
            path = [*(outer for outer in path if outer < depth), *([depth] if text else [])]
            blocks.append(Block("heading" if text else "end", text, depth, page, sheet))
        else:
            asked = bool(blocks) and (blocks[-1].kind == "question" or is_question(blocks[-1].text))
            blocks.extend(_text_blocks(element, path[-1] if path else 0, page, sheet, asked))
    return [block for block in blocks if block.text or block.kind == "end"], notes


def _row_block(row: TableRow, page: int | None, sheet: str | None) -> Block:
    return Block(
        "faq" if row.question else "row", row.text, 0, page, sheet, row.number, row.cells, row.question, row.similar,
        row.under,
    )  # fmt: skip


def _text_blocks(element: Element, depth: int, page: int | None, sheet: str | None, asked: bool) -> Iterator[Block]:
    if element.category == "ListItem":
        yield Block("item", clean_text(element.text), element.metadata.category_depth or 1, page, sheet)
        return
    text = clean_text(element.text)
    numbered = numbered_depth(text)
    if numbered is not None:
        yield Block("heading", text, depth + numbered, page, sheet)
        return
    for asks, part in split_questions(text, asked):
        yield Block("question" if asks else "text", part, 0, page, sheet)


def lay_out(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """The document's extracted text, and the blocks with their spans in it."""
    placed: list[Block] = []
    at = 0
    for block in blocks:
        placed.append(replace(block, start=at, end=at + len(block.text)))
        at += len(block.text) + bool(block.text)
    return placed, "\n".join(block.text for block in blocks if block.text)
