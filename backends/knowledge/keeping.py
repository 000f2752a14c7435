"""Reads large shops' documents before a question asks for them, and follows their changes."""

import logging
from typing import Protocol

from backends.knowledge.search import LARGE
from domain.documents import DocumentStore
from domain.ids import ShopId
from domain.repeating import repeated

log = logging.getLogger(__name__)

WATCH_SECONDS = 2.0
"""How often it is looked for documents that were published, replaced or deleted."""


class Refreshed(Protocol):
    """A search whose index can be brought to the manifest."""

    async def refresh(self, shop: ShopId) -> None:
        """Bring this process's index to the manifest."""
        ...


class IndexKeeping:
    """Keeps the indexes of shops that a turn can't wait for; smaller ones are read in their first turn."""

    def __init__(self, documents: DocumentStore, search: Refreshed, large: int = LARGE) -> None:
        """Args: documents: the manifest; search: of this process; large: chunks from which a shop is kept."""
        self._documents, self._search, self._large = documents, search, large
        self._kept: dict[ShopId, int] = {}
        self._pending: set[ShopId] = set()

    @property
    def pending(self) -> int:
        """Shops that were there when this process began and haven't been read yet: it isn't ready before."""
        return len(self._pending)

    async def begin(self) -> None:
        """Note what has to be read before the first question."""
        self._pending = {shop for shop, _ in await self._large_shops()}

    async def watch(self, seconds: float = WATCH_SECONDS) -> None:
        """Catch up for ever; cancelled at shutdown."""
        await repeated(self.catch_up, seconds, log, "reading large shops' documents failed")

    async def catch_up(self) -> None:
        """Read what is new, the largest shop first."""
        versions = await self._documents.versions()
        if all(self._kept.get(shop) == version for shop, version in versions.items()):
            return
        failed: set[ShopId] = set()
        for shop, _ in await self._large_shops():
            if self._kept.get(shop) != versions.get(shop) and not await self._read(shop):
                failed.add(shop)
        self._kept = {shop: version for shop, version in versions.items() if shop not in failed}

    async def _read(self, shop: ShopId) -> bool:
        try:
            await self._search.refresh(shop)
        except Exception as error:
            # A shop that can't be read mustn't keep the others from being served.
            log.warning("the documents of %s can't be read ahead: %s", shop, type(error).__name__)
            return False
        finally:
            self._pending.discard(shop)
        return True

    async def _large_shops(self) -> list[tuple[ShopId, int]]:
        sizes = await self._documents.sizes()
        return sorted(((s, n) for s, n in sizes.items() if n >= self._large), key=lambda each: -each[1])
