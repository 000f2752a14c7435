"""Takes documents in, and everything an operator can do with them afterwards."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from domain.clock import Clock
from domain.documents import DocumentStore, Embedder, Generation, IngestJob, IngestReport, VectorIndex
from domain.ids import DocumentId, ShopId
from domain.shop import Shop
from ingest.intake import Intake
from ingest.jobs import JobBoard
from ingest.preparers import MakePreparer, ProcessPreparer
from ingest.publishing import Publisher
from ingest.settings import IngestSettings
from ingest.sources import find_sources

ProductNames = Callable[[ShopId], Awaitable[Sequence[str]]]


async def _no_names(shop: ShopId) -> Sequence[str]:
    return ()


class IngestService:
    """The `Ingestor`: one batch a shop at a time, several shops side by side."""

    def __init__(
        self,
        documents: DocumentStore,
        index: VectorIndex,
        embedder: Embedder,
        shop_of: Callable[[ShopId], Awaitable[Shop]],
        clock: Clock,
        settings: IngestSettings,
        *,
        make_preparer: MakePreparer = ProcessPreparer,
        product_names: ProductNames = _no_names,
    ) -> None:
        """Args: make_preparer: where files are parsed; product_names: the shop's goods, to be found in passages."""
        self._documents = documents
        self._publisher = Publisher(documents, index, embedder, settings.embed_batch)
        self._shop_of = shop_of
        self._clock = clock
        self._settings = settings
        self._model = embedder.model
        self._make_preparer = make_preparer
        self._product_names = product_names
        self._turns: dict[ShopId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._jobs = JobBoard(clock)

    async def ingest(
        self,
        shop: ShopId,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        prune: bool = False,
        progress: Callable[[IngestJob], None] | None = None,
        force: bool = False,
    ) -> list[IngestReport]:
        """Take in files and folders; one bad file never stops the rest.

        Args:
            dry_run: report what would change and change nothing.
            prune: remove live documents that are not among the files.
            force: prune even more than the brake allows.

        Raises: InvalidInputError: pruning would remove too much; nothing was changed.
        """
        return await self._ingest(shop, paths, dry_run, prune, force, progress, None)

    async def start(self, shop: ShopId, paths: Sequence[Path]) -> IngestJob:
        """Take in files as a background job; the job owns the files and removes them when done."""
        sources = await asyncio.to_thread(find_sources, paths)
        job = self._jobs.new(shop, len(sources))

        async def run(keep: Callable[[IngestJob], None], job_id: str) -> None:
            await self._ingest(shop, paths, False, False, False, keep, job_id)

        self._jobs.start(job, run, paths)
        return job

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        return self._jobs.job(shop, job_id)

    async def rollback(self, shop: ShopId, document_id: DocumentId, generation: int | None = None) -> Generation:
        """Make an earlier generation live again (the one before, when not named). Raises: NotFoundError."""
        async with self._turns[shop]:
            document = await self._documents.document(shop, document_id)
            return await self._publisher.roll_back(document, generation, self._clock.now())

    async def delete(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """The document stops answering at once, even while a batch is under way. Raises: NotFoundError."""
        await self._documents.document(shop, document_id)
        await self._publisher.withdraw(shop, document_id, erase)

    async def rebuild(self, shop: ShopId) -> int:
        """Make the shop's vector index again from SQL; returns the number of chunks."""
        async with self._turns[shop]:
            return await self._publisher.rebuild(shop)

    async def close(self) -> None:
        """Stop background jobs."""
        await self._jobs.close()

    async def _ingest(
        self,
        shop: ShopId,
        paths: Sequence[Path],
        dry_run: bool,
        prune: bool,
        force: bool,
        progress: Callable[[IngestJob], None] | None,
        job_id: str | None,
    ) -> list[IngestReport]:
        async with self._turns[shop]:
            sources = await asyncio.to_thread(find_sources, paths)
            job = self._jobs.new(shop, len(sources))
            if job_id is not None:
                job = job.model_copy(update={"job_id": job_id})
            intake = Intake(
                documents=self._documents, publisher=self._publisher, shop=await self._shop_of(shop),
                clock=self._clock, settings=self._settings, model=self._model, make_preparer=self._make_preparer,
                product_names=tuple(await self._product_names(shop)),
            )  # fmt: skip
            return await intake.run(sources, job, dry_run=dry_run, prune=prune, force=force, progress=progress)
