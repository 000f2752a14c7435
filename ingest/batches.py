"""Batches of files: one of a shop at a time, several shops side by side."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import Clock
from domain.documents import DocumentStore, IngestJob, IngestReport
from domain.ids import ShopId
from domain.ingest_jobs import JobOrder
from domain.shop import Shop
from ingest.intake import Intake
from ingest.preparers import MakePreparer
from ingest.publishing import Publisher
from ingest.settings import IngestSettings
from ingest.sources import find_sources

ProductNames = Callable[[ShopId], Awaitable[Sequence[str]]]
Progress = Callable[[IngestJob], None]


@dataclass
class Batches:
    """Runs a batch through the `Intake` of its shop."""

    documents: DocumentStore
    publisher: Publisher
    shop_of: Callable[[ShopId], Awaitable[Shop]]
    clock: Clock
    settings: IngestSettings
    model: str
    """The embedder's: another one means that nothing is unchanged."""
    make_preparer: MakePreparer
    product_names: ProductNames
    _turns: dict[ShopId, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock), init=False)

    async def run(self, job: IngestJob, order: JobOrder, progress: Progress | None) -> list[IngestReport]:
        """Reports in the order of the files. Raises: InvalidInputError: pruning would remove too much."""
        shop = job.shop
        async with self._turns[shop]:
            sources = await asyncio.to_thread(find_sources, [Path(path) for path in order.paths])
            job = job.model_copy(update={"total": len(sources), "done": 0})
            intake = Intake(
                documents=self.documents, publisher=self.publisher, shop=await self.shop_of(shop), clock=self.clock,
                settings=self.settings, model=self.model, make_preparer=self.make_preparer,
                product_names=tuple(await self.product_names(shop)),
            )  # fmt: skip
            return await intake.run(
                sources, job, dry_run=order.dry_run, prune=order.prune, force=order.force, progress=progress
            )
