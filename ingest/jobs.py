"""Batches in the background: taken up by this process, kept in SQL, resumed after a crash."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from domain.documents import IngestJob, IngestReport
from domain.errors import KefuError, NotFoundError
from domain.ids import ShopId
from domain.ingest_jobs import JobOrder, JobStore, StoredJob

TRIES = 3
"""Starts of one job; a file that takes the whole process down must not do so for ever."""
_SAVED_EVERY, _LOOKED_EVERY = 0.3, 0.5

Keep = Callable[[IngestJob], None]
Run = Callable[[IngestJob, JobOrder, Keep], Awaitable[None]]


class JobRunner:
    """Runs the jobs of this data folder. What a crash cut off starts again; files done by then cost nothing."""

    def __init__(self, store: JobStore, run: Run, uploads: Path | None = None) -> None:
        """Args: run: does a job, telling how far it is; uploads: folder with the files of jobs, one folder a job."""
        self._store = store
        self._run = run
        self._uploads = uploads
        self._latest: dict[str, IngestJob] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def start(self, job: IngestJob, order: JobOrder) -> None:
        """Keep the job and take it up; from here on a crash doesn't lose it."""
        await self._store.put(job, order)
        await self.take_up()

    async def take_up(self) -> None:
        """Start what is queued, whoever queued it."""
        for stored in await self._store.claim_queued():
            self._latest[stored.job.job_id] = stored.job
            task = asyncio.create_task(self._carry_out(stored))
            self._tasks[stored.job.job_id] = task

    async def work(self) -> None:
        """Resume what a crash cut off, then take up what other processes queue, until cancelled."""
        await self._store.resume(TRIES)
        await self._sweep()
        while True:
            # A database that doesn't answer now may do so in a moment.
            with suppress(KefuError):
                await self.take_up()
            await asyncio.sleep(_LOOKED_EVERY)

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        job = self._latest.get(job_id)
        if job is None:
            return await self._store.job(shop, job_id)
        if job.shop != shop:
            raise NotFoundError("There is no such ingest job: list the documents to see what has been taken in.")
        return job

    async def idle(self) -> None:
        """Wait until no job of this process runs."""
        while self._tasks:
            await asyncio.wait(set(self._tasks.values()))

    async def close(self) -> None:
        """Stop; what runs is queued again for the next start, and old generations go on serving."""
        tasks = dict(self._tasks)
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        await self._store.give_back([job_id for job_id in tasks if job_id in self._latest])
        self._tasks.clear()

    async def _carry_out(self, stored: StoredJob) -> None:
        job, order = stored
        before = job.reports

        def keep(now: IngestJob) -> None:
            self._latest[job.job_id] = now.model_copy(update={"reports": merged(before, now.reports)})

        saver = asyncio.create_task(self._save_now_and_then(job.job_id))
        try:
            await self._run(job, order, keep)
            self._end(job.job_id, "done", "")
        except KefuError as error:
            self._end(job.job_id, "failed", str(error))
        except Exception:
            self._end(job.job_id, "failed", "the batch stopped unexpectedly: start it again; finished files are kept")
            raise
        finally:
            saver.cancel()
            await asyncio.gather(saver, return_exceptions=True)
            if self._latest[job.job_id].status in ("done", "failed"):
                await self._finish(job.job_id, order)
                self._tasks.pop(job.job_id, None)

    def _end(self, job_id: str, status: str, error: str) -> None:
        self._latest[job_id] = self._latest[job_id].model_copy(update={"status": status, "error": error})

    async def _finish(self, job_id: str, order: JobOrder) -> None:
        """First the outcome, then the files: a crash in between leaves files that the next start sweeps."""
        await self._store.save(self._latest[job_id])
        if order.owned:
            await asyncio.to_thread(_remove, order.paths)
        del self._latest[job_id]

    async def _save_now_and_then(self, job_id: str) -> None:
        """Not at each file: a report of ten thousand would be written ten thousand times."""
        saved = self._latest[job_id]
        while True:
            await asyncio.sleep(_SAVED_EVERY)
            if (latest := self._latest[job_id]) is not saved and latest.status == "running":
                with suppress(KefuError):
                    await self._store.save(latest)
                    saved = latest

    async def _sweep(self) -> None:
        """Uploads that belong to no unfinished job."""
        if self._uploads is None or not self._uploads.is_dir():
            return
        needed = {str(Path(path).parent) for order in await self._store.unfinished() for path in order.paths}
        for folder in await asyncio.to_thread(lambda root: list(root.iterdir()), self._uploads):
            if str(folder) not in needed:
                await asyncio.to_thread(shutil.rmtree, folder, True)


def merged(before: Sequence[IngestReport], now: Sequence[IngestReport]) -> tuple[IngestReport, ...]:
    """Reports of a resumed job: what an earlier try added is unchanged to a later one, and was added all the same."""
    known = {r.name: r for r in before if r.result in ("added", "updated")}
    return tuple(known.get(r.name, r) if r.result == "unchanged" else r for r in now)


def _remove(paths: Sequence[str]) -> None:
    for path in map(Path, paths):
        with suppress(OSError):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()
