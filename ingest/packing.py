"""Paragraphs and list items of one section packed into texts up to the token limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block
from ingest.sentences import sentence_spans
from ingest.settings import IngestSettings
from ingest.splitting import split_text
from ingest.tokens import count_tokens

_LONGEST_LEAD = 60
"""Tokens; of a longer paragraph before a list only the last sentence leads in."""


@dataclass(frozen=True)
class Packed:
    """A chunk's text; without a repeated lead-in it is exactly the document's text from start to end."""

    text: str
    first: Block
    start: int
    end: int
    is_list: bool = False
    """Most of it is list items."""


@dataclass(frozen=True)
class _Piece:
    text: str
    block: Block
    start: int
    end: int
    tokens: int
    lead: str = ""
    """What introduces the list this item is of."""


def pack(blocks: Sequence[Block], settings: IngestSettings) -> list[Packed]:
    """Texts of consecutive blocks, none above the limit unless one sentence is."""
    pieces = list(_pieces(blocks, settings))
    even = _even(pieces, settings.chunk_tokens)
    packed: list[Packed] = []
    current: list[_Piece] = []
    used = 0
    for n, piece in enumerate(pieces):
        follower = pieces[n + 1] if n + 1 < len(pieces) else None
        leads = follower is not None and bool(follower.lead) and not piece.lead
        need = piece.tokens + (follower.tokens if leads and follower is not None else 0)
        continues = piece.block.kind == "item" and bool(current) and current[-1].block.kind == "item"
        if current and used + need > (settings.chunk_tokens if continues else even):
            packed.append(_joined(current))
            current, used = [], count_tokens(piece.lead) if piece.lead else 0
        current.append(piece)
        used += piece.tokens + 1
    return [*packed, _joined(current)] if current else packed


def _even(pieces: Sequence[_Piece], limit: int) -> int:
    """A limit under which a section's chunks come out about equally long; steps of a list stay together beyond it."""
    total = sum(piece.tokens + 1 for piece in pieces)
    parts = -(-total // limit)
    return limit if parts < 2 else min(limit, total // parts + limit // 6)


def _pieces(blocks: Sequence[Block], settings: IngestSettings) -> Iterator[_Piece]:
    lead = ""
    for n, block in enumerate(blocks):
        if block.kind == "text":
            lead = _lead(block.text) if n + 1 < len(blocks) and blocks[n + 1].kind == "item" else ""
        for span in split_text(block.text, settings):
            text = block.text[span.start : span.end]
            stripped = text.strip()
            start = block.start + span.start + text.index(stripped)
            of_list = lead if block.kind == "item" else ""
            yield _Piece(stripped, block, start, start + len(stripped), count_tokens(stripped), of_list)


def _lead(text: str) -> str:
    """The words that introduce a list, when they do."""
    if not text.endswith(("：", ":")):
        return ""
    if count_tokens(text) <= _LONGEST_LEAD:
        return text
    last = sentence_spans(text)[-1]
    sentence = text[last.start : last.end].strip()
    return sentence if count_tokens(sentence) <= _LONGEST_LEAD else ""


def _joined(pieces: Sequence[_Piece]) -> Packed:
    texts = [pieces[0].text]
    for before, piece in pairwise(pieces):
        same = piece.block is before.block
        origin = piece.block.start
        texts.append(piece.block.text[before.end - origin : piece.start - origin] if same else "\n")
        texts.append(piece.text)
    lead = pieces[0].lead
    text = (f"{lead}\n" if lead else "") + "".join(texts)
    items = sum(len(piece.text) for piece in pieces if piece.block.kind == "item")
    return Packed(text, pieces[0].block, pieces[0].start, pieces[-1].end, 2 * items > len(text))
