"""What ingest kept back for a person's decision, and what became of it."""

from datetime import datetime
from typing import Literal, Protocol

from domain.documents import Chunk, Document
from domain.ids import DocumentId, HeldId, ShopId
from domain.model import Frozen

HeldKind = Literal["passage", "hidden", "file", "audience"]
"""A visible passage; all text that nobody sees; a whole file; a document that its own words make internal."""
HeldStatus = Literal["waiting", "released", "rejected"]
Verdict = Literal["released", "rejected"]


class Held(Frozen):
    """Something kept back while its file is prepared."""

    kind: HeldKind
    digest: str
    """sha256 of kind and text: the same again in a later version of the file is the same question."""
    reason: str
    place: str = ""
    """Page, sheet and row, for people."""
    text: str
    """The span in question, whole."""
    chunks: tuple[Chunk, ...] = ()
    """What goes live on release."""
    note: str = ""
    """How a report tells it."""


class HeldItem(Held):
    """The same, as it waits for a person or was decided."""

    item_id: HeldId
    shop: ShopId
    document: Document
    """As its file makes it; published with the chunks where a whole file was kept back."""
    status: HeldStatus
    present: bool
    """Whether the file that was fed last still holds it."""
    created_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None


class Ruling(Frozen):
    """A person's decision, stored together with what it changes."""

    item_id: HeldId
    before: HeldStatus
    status: Verdict
    actor: str
    at: datetime


class HeldOf(Frozen):
    """What a file's new version keeps back, stored together with that version."""

    document: Document
    held: tuple[Held, ...]


class QuarantineStore(Protocol):
    """What was kept back, in SQL."""

    async def keep(self, found: HeldOf) -> None:
        """Store what a file that isn't published keeps back; decisions on the same stay, open questions of an
        earlier version go."""
        ...

    async def items(
        self, shop: ShopId, status: HeldStatus | None = None, offset: int = 0, limit: int = 50
    ) -> list[HeldItem]:
        """Newest first; those of deleted documents are not shown."""
        ...

    async def item(self, shop: ShopId, item_id: HeldId) -> HeldItem:
        """Raises: NotFoundError."""
        ...

    async def decisions(self, document_id: DocumentId) -> dict[str, HeldStatus]:
        """What was decided on this document, by digest."""
        ...

    async def rule(self, shop: ShopId, ruling: Ruling) -> None:
        """Store a decision that changes nothing that is live, with its audit entry.

        Raises: StaleError: decided meanwhile. NotFoundError.
        """
        ...
