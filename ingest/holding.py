"""What a file keeps back for a person's decision, each with the chunks that go live on release."""

import hashlib
from collections.abc import Sequence

from domain.documents import Chunk
from domain.quarantine import Held, HeldKind
from ingest.blocks import Block
from ingest.chunking import chunk_blocks
from ingest.refusals import Reason
from ingest.screening import Cut, Screened
from ingest.settings import IngestSettings
from ingest.textclean import clean_line, clean_text

_EXCERPT = 40


def held_passages(
    screened: Screened, placed: Sequence[Block], title: str, text_length: int, settings: IngestSettings
) -> list[Held]:
    """The passages taken out, and all hidden text as one.

    Args: placed: the blocks that were kept, laid out; text_length: of the text they make.
    """
    found: dict[str, Held] = {}
    for cut in screened.cuts:
        chunks = _cut_chunks(cut, placed, title, settings)
        words = " ".join(filter(None, (cut.block.question, cut.block.text)))
        held = _held("passage", words, cut.reason, _place(cut.block), chunks)
        same = found.get(held.digest)
        found[held.digest] = held.model_copy(update={"chunks": (*same.chunks, *held.chunks)}) if same else held
    if screened.hidden:
        texts = [clean_text(text) for text in screened.hidden]
        chunks = chunk_blocks([Block("text", text) for text in texts], title, settings)
        placed_last = [_at(chunk, text_length) for chunk in chunks]
        held = _held("hidden", "\n".join(texts), screened.hidden_reason, "不可见文字", placed_last)
        found[held.digest] = held
    return list(found.values())


def held_file(text: str, chunks: Sequence[Chunk]) -> Held:
    """A file that is mostly for bots, whole."""
    return _held("file", text, Reason.ADDRESSES_BOT.value, "", chunks)


def held_audience(words: str, lines: Sequence[str]) -> Held:
    """A document that its own words make internal; the line that holds them is shown."""
    line = next((line for text in lines for line in text.splitlines() if words in line), words)
    note = f"按文中“{words}”判为内部资料，请确认 (internal by its own words: confirm)"
    digest = _digest("audience", words)
    return Held(kind="audience", digest=digest, reason=f"按文中“{words}”判为内部资料", text=line, note=note)


def _cut_chunks(cut: Cut, placed: Sequence[Block], title: str, settings: IngestSettings) -> list[Chunk]:
    """Chunks under the headings before it, with the question that it answers."""
    before = placed[: cut.after]
    path: list[Block] = []
    for block in before:
        if block.kind in {"heading", "end"}:
            path = [*(b for b in path if b.depth < block.depth), *([block] if block.text else [])]
    if cut.block.kind == "heading":
        path = [b for b in path if b.depth < cut.block.depth]
    elif before and before[-1].kind == "question" and cut.block.kind != "question":
        path.append(before[-1])
    at = before[-1].end if before else 0
    return [_at(chunk, at) for chunk in chunk_blocks([*path, cut.block], title, settings)]


def _at(chunk: Chunk, place: int) -> Chunk:
    """Its text is no part of the document's: its span is empty, where it would stand."""
    return chunk.model_copy(update={"start": place, "end": place})


def _place(block: Block) -> str:
    parts = (block.sheet or "", f"第{block.page}页" if block.page else "", f"第{block.row}行" if block.row else "")
    return " ".join(filter(None, parts))


def _held(kind: HeldKind, text: str, reason: str, place: str, chunks: Sequence[Chunk]) -> Held:
    where = f"（{place}）" if place else ""
    excerpt = clean_line(text)[:_EXCERPT]
    what = "不可见文字" if kind == "hidden" else "疑似写给机器人的内容"
    note = f"已隔离{what}{where if kind != 'hidden' else ''}：{reason}：“{excerpt}…” (kept back: a person decides)"
    digest = _digest(kind, text)
    return Held(
        kind=kind, digest=digest, reason=reason, place=place, text=text, chunks=tuple(chunks),
        note="" if kind == "file" else note,
    )  # fmt: skip


def _digest(kind: HeldKind, text: str) -> str:
    return hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()
