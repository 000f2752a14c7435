"""``JobStore`` on SQL."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from backends.sql.database import Database
from backends.sql.tables import ingest_jobs
from domain.documents import IngestJob
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.ingest_jobs import JobOrder, StoredJob

KEPT = 200
"""Finished jobs kept for a shop."""
_GAVE_UP = "the process ended several times while this job ran: feed its files in smaller batches"


class SqlJobs:
    """Jobs of one data folder; any process may ask how far they are."""

    def __init__(self, database: Database, folder: str) -> None:
        """Args: database: open; stays the caller's; folder: identity of the data folder."""
        self._database = database
        self._folder = folder

    async def put(self, job: IngestJob, order: JobOrder) -> None:
        """Add a job; the oldest finished ones beyond a limit are forgotten."""

        def work(connection: Connection) -> None:
            row = {
                "job_id": job.job_id,
                "shop": job.shop,
                "folder": self._folder,
                "status": job.status,
                "attempts": 0,
                "created_at": job.created_at,
                "spec": order.model_dump_json(),
                "body": job.model_dump_json(),
            }
            connection.execute(insert(ingest_jobs), row)
            old = select(ingest_jobs.c.job_id).where(
                ingest_jobs.c.shop == job.shop, ingest_jobs.c.status.in_(("done", "failed"))
            )
            gone = connection.execute(old.order_by(ingest_jobs.c.created_at.desc()).offset(KEPT)).scalars().all()
            if gone:
                connection.execute(delete(ingest_jobs).where(ingest_jobs.c.job_id.in_(gone)))

        await self._database.write(work)

    async def save(self, job: IngestJob) -> None:
        """Store how far it is."""
        mine = update(ingest_jobs).where(ingest_jobs.c.job_id == job.job_id)
        change = mine.values(status=job.status, body=job.model_dump_json())
        await self._database.write(lambda connection: connection.execute(change))

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        found = select(ingest_jobs.c.body).where(ingest_jobs.c.shop == shop, ingest_jobs.c.job_id == job_id)
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        if body is None:
            raise NotFoundError("There is no such ingest job (any more): the list of documents shows what came of it.")
        return IngestJob.model_validate_json(body)

    async def jobs(self, shop: ShopId, limit: int = 50) -> list[IngestJob]:
        """The shop's jobs, newest first."""
        found = select(ingest_jobs.c.body).where(ingest_jobs.c.shop == shop)
        newest = found.order_by(ingest_jobs.c.created_at.desc(), ingest_jobs.c.job_id).limit(limit)
        bodies = await self._database.read(lambda connection: connection.execute(newest).scalars().all())
        return [IngestJob.model_validate_json(body) for body in bodies]

    async def claim_queued(self) -> list[StoredJob]:
        """Queued jobs of this data folder, oldest first, from now on running."""
        waiting = (ingest_jobs.c.folder == self._folder, ingest_jobs.c.status == "queued")
        found = select(ingest_jobs).where(*waiting).order_by(ingest_jobs.c.created_at)

        def work(connection: Connection) -> list[StoredJob]:
            claimed = []
            for row in connection.execute(found.with_for_update()).all():
                job = IngestJob.model_validate_json(row.body).model_copy(update={"status": "running"})
                change = {"status": "running", "attempts": row.attempts + 1, "body": job.model_dump_json()}
                connection.execute(update(ingest_jobs).where(ingest_jobs.c.job_id == row.job_id).values(change))
                claimed.append(StoredJob(job, JobOrder.model_validate_json(row.spec)))
            return claimed

        if await self._database.read(lambda connection: connection.execute(found.limit(1)).first()) is None:
            return []
        return await self._database.write(work)

    async def resume(self, tries: int) -> None:
        """After a start: jobs that a crash cut off are queued again; one cut off that often has failed."""
        running = (ingest_jobs.c.folder == self._folder, ingest_jobs.c.status == "running")

        def work(connection: Connection) -> None:
            for row in connection.execute(select(ingest_jobs).where(*running).with_for_update()).all():
                gave_up = row.attempts >= tries
                change = {"status": "failed", "error": _GAVE_UP} if gave_up else {"status": "queued"}
                job = IngestJob.model_validate_json(row.body).model_copy(update=change)
                mine = update(ingest_jobs).where(ingest_jobs.c.job_id == row.job_id)
                connection.execute(mine.values(status=job.status, body=job.model_dump_json()))

        await self._database.write(work)

    async def give_back(self, job_ids: Sequence[str]) -> None:
        """Queue running jobs again: this process ends in an orderly way, which doesn't count as a try."""

        def work(connection: Connection) -> None:
            mine = (ingest_jobs.c.job_id.in_(job_ids), ingest_jobs.c.status == "running")
            for row in connection.execute(select(ingest_jobs).where(*mine).with_for_update()).all():
                job = IngestJob.model_validate_json(row.body).model_copy(update={"status": "queued"})
                change = {"status": "queued", "attempts": max(0, row.attempts - 1), "body": job.model_dump_json()}
                connection.execute(update(ingest_jobs).where(ingest_jobs.c.job_id == row.job_id).values(change))

        if job_ids:
            await self._database.write(work)

    async def unfinished(self) -> list[JobOrder]:
        """Orders of this data folder's jobs that are queued or running: their files are still needed."""
        mine = select(ingest_jobs.c.spec).where(
            ingest_jobs.c.folder == self._folder, ingest_jobs.c.status.in_(("queued", "running"))
        )
        specs = await self._database.read(lambda connection: connection.execute(mine).scalars().all())
        return [JobOrder.model_validate_json(spec) for spec in specs]

    async def forget(self, shop: ShopId, names: Sequence[str]) -> None:
        """Remove quotes and reasons about these files from all reports: the document was erased."""

        def work(connection: Connection) -> None:
            for row in connection.execute(select(ingest_jobs).where(ingest_jobs.c.shop == shop)).all():
                job = IngestJob.model_validate_json(row.body)
                blank = {"reason": "", "left_out": (), "added_texts": (), "removed_texts": ()}
                reports = tuple(r.model_copy(update=blank) if r.name in names else r for r in job.reports)
                if reports != job.reports:
                    body = job.model_copy(update={"reports": reports}).model_dump_json()
                    connection.execute(update(ingest_jobs).where(ingest_jobs.c.job_id == row.job_id).values(body=body))

        await self._database.write(work)
        await self._database.forget_old_pages()
