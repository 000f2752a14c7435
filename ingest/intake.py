"""One batch through all stages: compare, prepare in parallel, embed, publish, prune."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from domain.clock import Clock
from domain.documents import Chunk, Document, DocumentStore, IngestJob, IngestReport, Vector
from domain.errors import InvalidInputError, StaleError
from domain.ids import DocumentId, new_id
from domain.quarantine import HeldOf
from domain.shop import DocumentRule, Shop
from ingest.batch import Batch, Waiting, kept_back, quarantine_report, refusal_report, unreadable
from ingest.difference import changes
from ingest.duplicates import DuplicateFinder
from ingest.prepared import Order, Prepared
from ingest.preparers import MakePreparer
from ingest.publishing import Publisher, with_vectors
from ingest.refusals import Reason
from ingest.review import as_decided
from ingest.settings import IngestSettings
from ingest.sources import Source, content_hash
from ingest.supersession import resolved_names


@dataclass
class Intake:
    """What a batch needs, and what it learns of the shop on the way."""

    documents: DocumentStore
    publisher: Publisher
    shop: Shop
    clock: Clock
    settings: IngestSettings
    model: str
    make_preparer: MakePreparer
    product_names: tuple[str, ...] = ()
    finder: DuplicateFinder | None = field(default=None, init=False)

    async def run(
        self,
        sources: Sequence[Source],
        job: IngestJob,
        *,
        dry_run: bool,
        prune: bool,
        force: bool,
        progress: Callable[[IngestJob], None] | None,
    ) -> list[IngestReport]:
        """Reports in the order of the files. Raises: InvalidInputError: the prune brake."""
        stored = {d.name: d for d in await self.documents.documents(self.shop.id, include_deleted=True)}
        gone = self._to_prune(stored, sources, force) if prune else []
        batch = Batch(self.shop.id, job, progress, dry_run)
        batch.tell("running")
        await self._compare(batch, sources, stored)
        if batch.waiting:
            await self._prepare(batch)
        for document in gone:
            await self._remove(batch, document)
        if batch.changed or gone:
            await self._resolve_supersession()
        batch.tell("done")
        return batch.in_order(sources)

    def _to_prune(self, stored: dict[str, Document], sources: Sequence[Source], force: bool) -> list[Document]:
        live = [document for document in stored.values() if _serves(document)]
        names = {source.name for source in sources}
        gone = [document for document in live if document.name not in names]
        if len(gone) > self.settings.prune_brake * len(live) and not force:
            raise InvalidInputError(
                f"pruning would remove {len(gone)} of {len(live)} documents; nothing was changed: "
                "check the folder, or force it (--force)"
            )
        return gone

    async def _compare(self, batch: Batch, sources: Sequence[Source], stored: dict[str, Document]) -> None:
        """Sort out what can't be read and what hasn't changed, without opening a parser."""
        for source in sources:
            rule = self.shop.documents.get(source.name, DocumentRule())
            before = stored.get(source.name)
            try:
                if source.refusal is not None:
                    batch.report(unreadable(source))
                    continue
                size = source.path.stat().st_size
                digest = await asyncio.to_thread(content_hash, source.path, rule, self.settings, self.model)
            except OSError:
                batch.report(unreadable(source))
                continue
            if before is not None and before.content_hash == digest and _is_settled(before):
                batch.report(_as_before(before))
            else:
                batch.waiting[source.name] = Waiting(source, digest, rule, before, size)

    async def _prepare(self, batch: Batch) -> None:
        preparer = self.make_preparer(self.settings)
        orders = [
            Order(path=str(w.source.path.resolve()), name=w.source.name, rule=w.rule, settings=self.settings,
                  product_names=self.product_names)
            for w in batch.waiting.values()
        ]  # fmt: skip
        ahead: deque[tuple[Prepared, asyncio.Task[dict[str, Vector]]]] = deque()
        try:
            async with aclosing(preparer.prepare_all(orders)) as results:
                async for prepared in results:
                    texts = () if batch.dry_run else prepared.chunks
                    ahead.append((prepared, asyncio.create_task(self.publisher.vectors_of(texts))))
                    if len(ahead) > self.settings.embed_lanes:
                        await self._settle(batch, *ahead.popleft())
            while ahead:
                await self._settle(batch, *ahead.popleft())
        finally:
            for _, task in ahead:
                task.cancel()
            await preparer.close()

    async def _settle(self, batch: Batch, prepared: Prepared, vectors: asyncio.Task[dict[str, Vector]]) -> None:
        """Files are settled in their order; the embedding of the next ones is under way meanwhile."""
        waiting = batch.waiting[prepared.name]
        before = waiting.before
        serving = before is not None and _serves(before)
        decisions = await self.documents.quarantine.decisions(before.document_id) if before else {}
        prepared = as_decided(prepared, decisions)
        document = self._document(waiting, prepared)
        if prepared.refusal:
            if not batch.dry_run:
                await self._note_refused(document, serving, prepared)
            report = quarantine_report(prepared, serving, decisions) if prepared.quarantined else refusal_report(
                prepared.name, prepared.refusal, serving)  # fmt: skip
            batch.report(report)
            return
        chunks = await self._marked(document.document_id, prepared.chunks)
        changes = await self._changes(before if serving else None, chunks, batch.dry_run)
        generation = None
        if not batch.dry_run:
            batch.tell("running", stage=f"{prepared.name}: embed")
            try:
                made = await vectors
                if any(chunk.content_hash not in made for chunk in chunks):  # released by a person
                    made |= await self.publisher.vectors_of(chunks)
                document = await self.publisher.publish(document, with_vectors(chunks, made), prepared.held)
            except StaleError:
                batch.report(refusal_report(prepared.name, Reason.CHANGED_MEANWHILE.value, serving=False))
                return
            generation = document.generation
            await self._learn(document)
            batch.changed.append(document)
        batch.report(
            IngestReport(
                name=prepared.name, result="updated" if serving else "added", **changes,
                document_id=document.document_id, generation=generation, chunks=len(chunks),
                **kept_back(prepared, decisions),
            )
        )  # fmt: skip

    async def _note_refused(self, document: Document, serving: bool, prepared: Prepared) -> None:
        stored = await self.documents.document_named(self.shop.id, document.name)
        mine = stored is None or stored.document_id == document.document_id
        if mine and not serving and not (stored and _serves(stored)):
            await self.documents.put_document(document)
        if mine and prepared.quarantined:
            await self.documents.quarantine.keep(HeldOf(document=document, held=prepared.held))

    def _document(self, waiting: Waiting, prepared: Prepared) -> Document:
        before = waiting.before
        status = "live" if not prepared.refusal else "quarantined" if prepared.quarantined else "rejected"
        return Document(
            document_id=before.document_id if before else DocumentId(new_id("doc")),
            shop=self.shop.id,
            name=waiting.source.name,
            title=prepared.title or waiting.source.path.stem,
            media_type=prepared.media_type,
            content_hash=waiting.content_hash,
            size=waiting.size,
            audience=prepared.audience,
            effective_from=prepared.effective_from,
            expires_on=prepared.expires_on,
            supersedes=prepared.supersedes,
            status=status,
            reason=prepared.refusal,
            generation=before.generation if before else 0,
            chunks=before.chunks if before else 0,
            updated_at=self.clock.now(),
        )

    async def _changes(self, before: Document | None, chunks: Sequence[Chunk], with_texts: bool) -> dict[str, Any]:
        """Chunks gained and lost against the live generation, as fields of a report."""
        live = await self.documents.live_chunks(self.shop.id, [before.document_id]) if before else []
        return changes(live, chunks, with_texts)

    async def _marked(self, document_id: DocumentId, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Chunks with near-copies of other documents' passages marked."""
        if self.finder is None:
            self.finder = DuplicateFinder()
            for chunk in await self.documents.live_chunks(self.shop.id):
                self.finder.add(chunk)
        finder = self.finder
        return [chunk.model_copy(update={"duplicate_of": finder.original_of(chunk, document_id)}) for chunk in chunks]

    async def _learn(self, document: Document) -> None:
        assert self.finder is not None
        for chunk in await self.documents.live_chunks(self.shop.id, [document.document_id]):
            self.finder.add(chunk)

    async def _remove(self, batch: Batch, document: Document) -> None:
        if not batch.dry_run:
            await self.publisher.withdraw(self.shop.id, document.document_id, erase=False)
        batch.report(
            IngestReport(
                name=document.name, result="removed", document_id=document.document_id, chunks=document.chunks,
                chunks_removed=document.chunks,
            )
        )  # fmt: skip

    async def _resolve_supersession(self) -> None:
        """Titles in ``supersedes`` become file names as soon as the named document is there."""
        live = [d for d in await self.documents.documents(self.shop.id) if _serves(d)]
        for document in live:
            names = resolved_names(document, live) if document.supersedes else ()
            if names != document.supersedes:
                with contextlib.suppress(StaleError):  # it was deleted meanwhile
                    await self.publisher.rename_superseded(self.shop.id, document.document_id, names)


def _serves(document: Document) -> bool:
    return document.status == "live" and document.generation > 0


def _is_settled(document: Document) -> bool:
    """Live, or kept out for a reason that the same bytes would give again."""
    return _serves(document) or document.status in {"rejected", "quarantined"}


def _as_before(document: Document) -> IngestReport:
    if document.status == "rejected" or document.status == "quarantined":
        return IngestReport(
            name=document.name, result=document.status, reason=document.reason, document_id=document.document_id
        )
    return IngestReport(
        name=document.name, result="unchanged", document_id=document.document_id,
        generation=document.generation, chunks=document.chunks,
    )  # fmt: skip
