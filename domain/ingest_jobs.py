"""Batches that outlive the process that runs them."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from domain.documents import IngestJob
from domain.ids import DocumentId, HeldId, ShopId
from domain.model import Frozen
from domain.quarantine import Verdict


class JobOrder(Frozen):
    """What a job is to do."""

    kind: Literal["ingest", "rebuild", "delete", "rollback", "review"] = "ingest"
    paths: tuple[str, ...] = ()
    """Files and folders as the process that runs the job finds them."""
    owned: bool = False
    """Whether the files are the job's own, removed when it is over."""
    dry_run: bool = False
    prune: bool = False
    force: bool = False
    document_id: DocumentId | None = None
    generation: int | None = None
    erase: bool = False
    item_id: HeldId | None = None
    verdict: Verdict | None = None
    actor: str = ""
    """Who decided."""


class StoredJob(NamedTuple):
    """A job with its order."""

    job: IngestJob
    order: JobOrder


class JobStore(Protocol):
    """Jobs in SQL. A job belongs to one data folder, since its files lie there."""

    async def put(self, job: IngestJob, order: JobOrder) -> None:
        """Add a job."""
        ...

    async def save(self, job: IngestJob) -> None:
        """Store how far it is."""
        ...

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        ...

    async def jobs(self, shop: ShopId, limit: int = 50) -> list[IngestJob]:
        """The shop's jobs, newest first."""
        ...

    async def claim_queued(self) -> list[StoredJob]:
        """Queued jobs of this data folder, oldest first, from now on running."""
        ...

    async def resume(self, tries: int) -> None:
        """After a start: jobs that a crash cut off are queued again; one cut off that often has failed."""
        ...

    async def give_back(self, job_ids: Sequence[str]) -> None:
        """Queue running jobs again: this process ends in an orderly way."""
        ...

    async def unfinished(self) -> list[JobOrder]:
        """Orders of this data folder's jobs that are queued or running: their files are still needed."""
        ...

    async def forget(self, shop: ShopId, names: Sequence[str]) -> None:
        """Remove quotes and reasons about these files from all reports: the document was erased."""
        ...
