"""Blocks to chunks that stand alone: heading path, lead-ins, whole sentences, whole rows."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.documents import Chunk
from domain.evidence import ChunkKind
from domain.ids import ChunkId, DocumentId
from ingest.blocks import Block
from ingest.headings import is_question
from ingest.packing import Packed, pack
from ingest.questions import question_of
from ingest.settings import IngestSettings
from ingest.splitting import split_row, split_text
from ingest.tokens import count_tokens


def chunk_blocks(blocks: Sequence[Block], title: str, settings: IngestSettings) -> list[Chunk]:
    """Chunks in order; ids, generation and validity are set when they are staged.

    Every block's text is in a chunk's text, question or heading path.
    """
    chunker = _Chunker(title, settings)
    for block in blocks:
        chunker.take(block)
    chunker.finish()
    return chunker.chunks


@dataclass
class _Heading:
    block: Block
    used: bool = False


@dataclass
class _Chunker:
    title: str
    settings: IngestSettings
    path: list[_Heading] = field(default_factory=list)
    question: Block | None = None
    answered: bool = True
    waiting: list[Block] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)

    def take(self, block: Block) -> None:
        """Add one block."""
        if block.kind in {"text", "item"}:
            self.waiting.append(block)
            return
        self._flush()
        if block.kind in {"heading", "end"}:
            self._end_question()
            self._leave(block.depth)
            if block.text:
                self.path.append(_Heading(block))
        elif block.kind == "question":
            self._end_question()
            self.question, self.answered = block, False
        else:
            self._row(block)

    def finish(self) -> None:
        """End the document."""
        self._flush()
        self._end_question()
        self._leave(0)

    def _leave(self, depth: int) -> None:
        """Close headings at or below ``depth``; one that headed nothing is text itself."""
        while self.path and self.path[-1].block.depth >= depth:
            last = self.path.pop()
            if not last.used:
                self._emit(Packed(last.block.text, last.block, last.block.start, last.block.end), "text", None)

    def _end_question(self) -> None:
        question, self.question = self.question, None
        if question is not None and not self.answered:
            self._emit(Packed(question.text, question, question.start, question.end), "text", None)
        self.answered = True

    def _flush(self) -> None:
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        asked = self._asked()
        for packed in pack(waiting, self.settings):
            self._emit(packed, "faq" if asked else "list" if packed.is_list else "text", asked)
        self.answered = True

    def _asked(self) -> str | None:
        if self.question is not None:
            return self.question.text
        last = self.path[-1].block.text if self.path else ""
        return question_of(last) if is_question(last) else None

    def _row(self, block: Block) -> None:
        kind: ChunkKind = "faq" if block.kind == "faq" else "table_row"
        for text in self._row_texts(block):
            self._emit(Packed(text, block, block.start, block.end), kind, block.question)

    def _row_texts(self, block: Block) -> Iterator[str]:
        if count_tokens(block.text) <= self.settings.hard_tokens:
            yield block.text
        elif block.question:
            yield from (block.text[span.start : span.end].strip() for span in split_text(block.text, self.settings))
        else:
            yield from split_row(block, self.settings)

    def _emit(self, packed: Packed, kind: ChunkKind, question: str | None) -> None:
        for heading in self.path:
            heading.used = True
        names = [heading.block.text for heading in self.path]
        if names and names[0] == self.title:
            names = names[1:]
        block = packed.first
        chunk = Chunk(
            chunk_id=ChunkId(""), document_id=DocumentId(""), generation=0, ordinal=len(self.chunks),
            text=packed.text, title=self.title, section=" > ".join([*names, *filter(None, [block.under])]), kind=kind,
            question=question, similar_questions=block.similar, cells=block.cells, page=block.page,
            sheet=block.sheet, row=block.row, start=packed.start, end=packed.end, tokens=count_tokens(packed.text),
        )  # fmt: skip
        digest = hashlib.sha256(chunk.embedding_text.encode()).hexdigest()
        self.chunks.append(chunk.model_copy(update={"content_hash": digest}))
