"""Takes documents in, and everything an operator can do with them afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from domain.clock import Clock
from domain.documents import DocumentStore, Embedder, Generation, IngestJob, IngestReport, VectorIndex
from domain.ids import DocumentId, HeldId, ShopId, new_id
from domain.ingest_jobs import JobOrder, JobStore
from domain.quarantine import HeldItem, Verdict
from domain.shop import Shop
from ingest.batches import Batches, ProductNames
from ingest.jobs import JobRunner, Keep
from ingest.memory_jobs import MemoryJobs
from ingest.preparers import MakePreparer, ProcessPreparer
from ingest.publishing import Publisher
from ingest.settings import IngestSettings
from ingest.sources import find_sources
from ingest.upkeep import Upkeep


async def _no_names(shop: ShopId) -> Sequence[str]:
    return ()


async def _nothing(shop: ShopId) -> None:
    return None


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
        on_erased: Callable[[ShopId], Awaitable[None]] = _nothing,
        jobs: JobStore | None = None,
        uploads: Path | None = None,
    ) -> None:
        """Set up; nothing runs yet.

        Args:
            make_preparer: where files are parsed.
            product_names: the shop's goods, to be found in passages.
            on_erased: rids what else is made of the documents of what was erased.
            jobs: where background jobs are kept; in memory when not given.
            uploads: the folder in which the jobs' files lie.
        """
        publisher = Publisher(documents, index, embedder, settings.embed_batch)
        self._clock = clock
        self._batches = Batches(
            documents, publisher, shop_of, clock, settings, embedder.model, make_preparer, product_names
        )
        self._upkeep = Upkeep(documents, publisher, clock, on_erased)
        self._job_store = jobs or MemoryJobs()
        self._jobs = JobRunner(self._job_store, self._run_job, uploads)

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
        job = await self._new_job(shop, paths)
        order = JobOrder(paths=tuple(map(str, paths)), dry_run=dry_run, prune=prune, force=force)
        return await self._batches.run(job, order, progress)

    async def start(self, shop: ShopId, paths: Sequence[Path]) -> IngestJob:
        """Take in files as a background job that survives a crash; it owns the files and removes them when done."""
        job = await self._new_job(shop, paths)
        await self._jobs.start(job, JobOrder(paths=tuple(map(str, paths)), owned=True))
        return job

    async def start_rebuild(self, shop: ShopId) -> IngestJob:
        """The same as ``rebuild``, as a background job."""
        job = (await self._new_job(shop, ())).model_copy(update={"kind": "rebuild"})
        await self._jobs.start(job, JobOrder(kind="rebuild"))
        return job

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """How far a job is, also after a restart. Raises: NotFoundError."""
        return await self._jobs.job(shop, job_id)

    async def jobs(self, shop: ShopId) -> list[IngestJob]:
        """The shop's jobs, newest first."""
        return await self._job_store.jobs(shop)

    async def work(self) -> None:
        """Resume what a crash cut off, then take up what other processes queue, until cancelled."""
        await self._jobs.work()

    async def idle(self) -> None:
        """Wait until no background job of this process runs."""
        await self._jobs.idle()

    async def rollback(self, shop: ShopId, document_id: DocumentId, generation: int | None = None) -> Generation:
        """Make an earlier generation live again (the one before, when not named), whatever batch is under way.

        Raises: NotFoundError.
        """
        return await self._upkeep.rollback(shop, document_id, generation)

    async def delete(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """The document stops answering at once, even while a batch is under way.

        With ``erase`` its texts are gone when this returns; a rebuild is started that rids the index of its vectors.

        Raises: NotFoundError.
        """
        document = await self._upkeep.delete(shop, document_id, erase)
        if erase:
            await self._job_store.forget(shop, [document.name])
            await self.start_rebuild(shop)

    async def decide(self, shop: ShopId, item_id: HeldId, verdict: Verdict, actor: str) -> HeldItem:
        """A person's decision on what was kept back, carried out at once, whatever batch is under way.

        Raises: NotFoundError. StaleError: the document was changed since, or somebody else decided.
        """
        return await self._upkeep.decide(shop, item_id, verdict, actor)

    async def rebuild(self) -> int:
        """Make the vector index of all shops anew from SQL while the present one serves; returns its chunks."""
        return await self._upkeep.rebuild(None)

    async def close(self) -> None:
        """Stop background jobs."""
        await self._jobs.close()

    async def _run_job(self, job: IngestJob, order: JobOrder, keep: Keep) -> None:
        """Carry out what was ordered, perhaps by another process."""
        if order.kind == "rebuild":
            await self._upkeep.rebuild(lambda done, total: keep(job.model_copy(update={"done": done, "total": total})))
        elif order.kind == "delete" and order.document_id is not None:
            await self.delete(job.shop, order.document_id, order.erase)
        elif order.kind == "rollback" and order.document_id is not None:
            await self.rollback(job.shop, order.document_id, order.generation)
        elif order.kind == "review" and order.item_id is not None and order.verdict is not None:
            await self.decide(job.shop, order.item_id, order.verdict, order.actor)
        else:
            await self._batches.run(job, order, keep)

    async def _new_job(self, shop: ShopId, paths: Sequence[Path]) -> IngestJob:
        total = len(await asyncio.to_thread(find_sources, paths))
        return IngestJob(
            job_id=new_id("job"), shop=shop, status="queued", total=total, done=0, created_at=self._clock.now()
        )
