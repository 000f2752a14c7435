"""Batches in the background: their progress, kept for a while, and their files, removed when done."""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from domain.clock import Clock
from domain.documents import IngestJob
from domain.errors import KefuError, NotFoundError
from domain.ids import ShopId, new_id

_KEPT = 200

Run = Callable[[Callable[[IngestJob], None], str], Awaitable[object]]


class JobBoard:
    """Jobs of this process by id. A job that a crash cut off is simply started again with its files."""

    def __init__(self, clock: Clock) -> None:
        """Starts empty."""
        self._clock = clock
        self._jobs: OrderedDict[str, IngestJob] = OrderedDict()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def new(self, shop: ShopId, total: int) -> IngestJob:
        """A queued job."""
        return IngestJob(
            job_id=new_id("job"), shop=shop, status="queued", total=total, done=0, created_at=self._clock.now()
        )

    def start(self, job: IngestJob, run: Run, files: Sequence[Path]) -> None:
        """Run in the background; ``files`` are removed whatever happens."""
        self._keep(job)
        task = asyncio.create_task(self._run(job, run, files))
        self._tasks[job.job_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.job_id, None))

    def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        job = self._jobs.get(job_id)
        if job is None or job.shop != shop:
            raise NotFoundError("there is no such ingest job: list the documents to see what has been taken in")
        return job

    async def finished(self, job_id: str) -> None:
        """Wait until this job is over."""
        task = self._tasks.get(job_id)
        if task is not None:
            await asyncio.wait([task])

    async def close(self) -> None:
        """Cancel what runs; old generations go on serving."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, job: IngestJob, run: Run, files: Sequence[Path]) -> None:
        try:
            await run(self._keep, job.job_id)
        except KefuError as error:
            self._fail(job.job_id, str(error))
        except Exception:
            self._fail(job.job_id, "the batch stopped unexpectedly: start it again; finished files are kept")
            raise
        finally:
            for file in files:
                with contextlib.suppress(OSError):
                    await asyncio.to_thread(file.unlink, True)

    def _fail(self, job_id: str, error: str) -> None:
        self._keep(self._jobs[job_id].model_copy(update={"status": "failed", "error": error}))

    def _keep(self, job: IngestJob) -> None:
        self._jobs[job.job_id] = job
        while len(self._jobs) > _KEPT:
            self._jobs.popitem(last=False)
