"""What people do with documents afterwards: go back, delete, erase, decide, rebuild; whatever batch is under way."""

import asyncio
from collections.abc import Awaitable, Callable

from domain.clock import Clock
from domain.documents import Document, DocumentStore, Generation
from domain.ids import DocumentId, HeldId, ShopId
from domain.quarantine import HeldItem, Verdict
from ingest.publishing import Publisher
from ingest.review import ReviewDesk


class Upkeep:
    """Changes what is live at once: a batch that runs doesn't bring back what a person took out."""

    def __init__(
        self,
        documents: DocumentStore,
        publisher: Publisher,
        clock: Clock,
        on_erased: Callable[[ShopId], Awaitable[None]],
    ) -> None:
        """Args: on_erased: rids what else is made of the documents of what was erased."""
        self._documents = documents
        self._publisher = publisher
        self._review = ReviewDesk(documents, publisher, clock)
        self._clock = clock
        self._on_erased = on_erased
        self._rebuilding = asyncio.Lock()

    async def rollback(self, shop: ShopId, document_id: DocumentId, generation: int | None) -> Generation:
        """Raises: NotFoundError."""
        document = await self._documents.document(shop, document_id)
        return await self._publisher.roll_back(document, generation, self._clock.now())

    async def delete(self, shop: ShopId, document_id: DocumentId, erase: bool) -> Document:
        """The document as it was. Raises: NotFoundError."""
        document = await self._documents.document(shop, document_id)
        await self._publisher.withdraw(shop, document_id, erase)
        if erase:
            await self._on_erased(shop)
        return document

    async def decide(self, shop: ShopId, item_id: HeldId, verdict: Verdict, actor: str) -> HeldItem:
        """Raises: NotFoundError. StaleError: the document was changed since, or somebody else decided."""
        return await self._review.decide(shop, item_id, verdict, actor)

    async def rebuild(self, progress: Callable[[int, int], None] | None) -> int:
        """The vector index of all shops anew, one rebuild at a time; returns its chunks."""
        async with self._rebuilding:
            return await self._publisher.rebuild(progress)
