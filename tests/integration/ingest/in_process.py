"""Prepares files where it stands: for tests of what comes after parsing."""

from collections.abc import AsyncGenerator, Iterable

from ingest.prepare import prepare
from ingest.prepared import Order, Prepared
from ingest.settings import IngestSettings


class InProcessPreparer:
    """A `Preparer` without processes."""

    def __init__(self, settings: IngestSettings) -> None:
        """Nothing to keep."""

    async def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        """One after the other."""
        for order in orders:
            yield prepare(order)

    async def close(self) -> None:
        """Nothing to let go of."""
