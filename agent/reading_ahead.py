"""Has the sentences of live documents read before a question asks for them, beside the turns.

Which sentences resemble a question is judged token by token; reading one takes the model milliseconds, and a turn
judges sixteen. What hasn't been read ahead yet is read in the turn that meets it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from agent.reasoning.answers.contexts import context_of
from agent.reasoning.embedded.passages.splitting import split_passage
from domain.alignment import Context, SentenceReader
from domain.documents import Chunk, DocumentStore
from domain.evidence import Passage
from domain.ids import DocumentId, ShopId

log = logging.getLogger(__name__)

WATCH_SECONDS = 10.0
"""How often it is looked for documents that were published, replaced or erased."""
BATCH = 16
"""Sentences read at a time: a tenth of a second."""


class ReadingAhead:
    """Follows the manifests of all shops."""

    def __init__(self, documents: DocumentStore, reader: SentenceReader) -> None:
        """Args: documents: the manifest and its chunks; reader: keeps what it has read."""
        self._documents, self._reader = documents, reader
        self._seen: dict[ShopId, int] | None = None
        self._done: dict[DocumentId, int] = {}
        """Generations that were read to their end."""

    async def watch(self, seconds: float = WATCH_SECONDS) -> None:
        """Catch up for ever; cancelled at shutdown. A process that has just begun forgets at once and reads later."""
        step: Callable[[], Awaitable[object]] = self.forget
        while True:
            try:
                await step()
            except Exception:
                log.exception("reading documents ahead failed; trying again")
            step = self.catch_up
            await asyncio.sleep(seconds)

    async def catch_up(self) -> int:
        """Forget what isn't live any more and read what is new; returns the number of sentences looked at."""
        versions = await self._documents.versions()
        if versions == self._seen:
            return 0
        await self.forget()
        finished, looked_at = self._reader.finished(), 0
        for shop, version in versions.items():
            if finished.get(shop) != version:
                sentences = await self._read(shop)
                if sentences is None:
                    break
                looked_at += sentences
                self._reader.finish(shop, version)
        self._seen = versions
        return looked_at

    async def forget(self) -> None:
        """Rid the store of what isn't live: an erased document is in no file of this process when this returns."""
        await self._reader.keep_only(await self._documents.live_generations())

    async def _read(self, shop: ShopId) -> int | None:
        """Read a shop's sentences, one document after the other; None: there is no room for more."""
        _, live = await self._documents.manifest(shop)
        looked_at = 0
        for document, generation in live.items():
            if self._done.get(document) == generation:
                continue
            # Off the event loop: a large document has thousands of sentences to be found.
            sentences = await asyncio.to_thread(_sentences, await self._documents.live_chunks(shop, [document]))
            for start in range(0, len(sentences), BATCH):
                if not await self._reader.read_ahead(sentences[start : start + BATCH]):
                    return None
            self._done[document] = generation
            looked_at += len(sentences)
        return looked_at


def _sentences(chunks: Sequence[Chunk]) -> list[Context]:
    return [context_of(unit) for chunk in chunks for unit in split_passage(passage_of(chunk))]


def passage_of(chunk: Chunk) -> Passage:
    """The chunk as a search would give it, as far as its sentences depend on it."""
    return Passage(
        evidence_id="",
        chunk_id=chunk.chunk_id,
        document_id=chunk.document_id,
        document="",
        title=chunk.title,
        section=chunk.section,
        page=None,
        generation=chunk.generation,
        text=chunk.text,
        kind=chunk.kind,
        question=chunk.question,
        similar_questions=chunk.similar_questions,
        cells=chunk.cells,
    )
