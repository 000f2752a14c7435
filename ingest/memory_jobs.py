"""Jobs of one process, kept in memory: for batches that nobody asks about after a restart."""

from collections.abc import Sequence

from domain.documents import IngestJob
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.ingest_jobs import JobOrder, StoredJob


class MemoryJobs:
    """A ``JobStore`` that ends with its process."""

    def __init__(self) -> None:
        """Starts empty."""
        self._jobs: dict[str, StoredJob] = {}

    async def put(self, job: IngestJob, order: JobOrder) -> None:
        """Add a job."""
        self._jobs[job.job_id] = StoredJob(job, order)

    async def save(self, job: IngestJob) -> None:
        """Store how far it is."""
        self._jobs[job.job_id] = self._jobs[job.job_id]._replace(job=job)

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        stored = self._jobs.get(job_id)
        if stored is None or stored.job.shop != shop:
            raise NotFoundError("There is no such ingest job: list the documents to see what has been taken in.")
        return stored.job

    async def jobs(self, shop: ShopId, limit: int = 50) -> list[IngestJob]:
        """The shop's jobs, newest first."""
        return [stored.job for stored in self._jobs.values() if stored.job.shop == shop][::-1][:limit]

    async def claim_queued(self) -> list[StoredJob]:
        """Queued jobs, oldest first, from now on running."""
        queued = [stored for stored in self._jobs.values() if stored.job.status == "queued"]
        for stored in queued:
            await self.save(stored.job.model_copy(update={"status": "running"}))
        return [self._jobs[stored.job.job_id] for stored in queued]

    async def resume(self, tries: int) -> None:
        """Nothing outlives this process."""

    async def give_back(self, job_ids: Sequence[str]) -> None:
        """Queue running jobs again."""
        for job_id in job_ids:
            await self.save(self._jobs[job_id].job.model_copy(update={"status": "queued"}))

    async def unfinished(self) -> list[JobOrder]:
        """Orders of jobs that are queued or running."""
        return [order for job, order in self._jobs.values() if job.status in ("queued", "running")]

    async def forget(self, shop: ShopId, names: Sequence[str]) -> None:
        """Nothing is written down."""
