"""Hands a job to the server that owns the data folder, and follows it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from backends.connect import Stores, connect_stores
from backends.settings import Settings
from backends.sql.ingest_jobs import SqlJobs
from domain.clock import SystemClock
from domain.documents import IngestJob
from domain.errors import DataFolderBusyError, InvalidInputError, UnavailableError
from domain.ids import ShopId, new_id
from domain.ingest_jobs import JobOrder

_LOOKED_EVERY = 0.2


async def through_server(
    settings: Settings,
    shop_id: str,
    order: JobOrder,
    busy: DataFolderBusyError,
    show: Callable[[IngestJob], None] | None = None,
) -> IngestJob:
    """The job, once the server has done it.

    Args: busy: why this process can't do it itself, raised where the owner is no server.

    Raises:
        InvalidInputError: the job failed; the message says why.
        UnavailableError: the server ended meanwhile; the job goes on at its next start.
    """
    async with connect_stores(settings) as stores:
        if not stores.folder.is_served():
            raise busy
        shop = await stores.shops.get_shop(ShopId(shop_id))
        job = IngestJob(
            job_id=new_id("job"), shop=shop.id, status="queued", total=0, done=0, created_at=SystemClock().now(),
            kind=order.kind,
        )  # fmt: skip
        jobs = SqlJobs(stores.database, stores.folder.identity())
        await jobs.put(job, order)
        return await _followed(stores, jobs, job, show)


async def _followed(
    stores: Stores, jobs: SqlJobs, job: IngestJob, show: Callable[[IngestJob], None] | None
) -> IngestJob:
    while job.status in ("queued", "running"):
        await asyncio.sleep(_LOOKED_EVERY)
        with suppress(UnavailableError):  # the database is busy for a moment
            job = await jobs.job(job.shop, job.job_id)
        if show is not None:
            show(job)
        if job.status in ("queued", "running") and not stores.folder.is_served():
            raise UnavailableError(f"The server ended; job {job.job_id} goes on when it starts again.")
    if job.status == "failed":
        raise InvalidInputError(job.error)
    return job
