"""Reading the audit log: who did what to what."""

from typing import Protocol

from domain.ids import ApprovalId, ConversationId, ShopId
from domain.model import Frozen
from domain.writes import AuditEntry


class NumberedEntry(Frozen):
    """An entry with its place in the shop's chain."""

    seq: int
    entry: AuditEntry


class AuditTrail(Protocol):
    """The shop's chained log, as people look at it."""

    async def latest(
        self, shop: ShopId, *, before: int | None = None, act: str | None = None, limit: int = 100
    ) -> list[NumberedEntry]:
        """Latest first; ``before`` a number, and only acts that begin with ``act``."""
        ...

    async def of_conversation(self, shop: ShopId, conversation_id: ConversationId) -> list[NumberedEntry]:
        """In order: what was done to the conversation, its turns, approvals, actions and handoffs."""
        ...

    async def of_order(self, shop: ShopId, order_no: str) -> list[NumberedEntry]:
        """In order: every proposal for the order, what was decided on it, and what came of it."""
        ...

    async def of_approval(self, shop: ShopId, approval_id: ApprovalId) -> list[NumberedEntry]:
        """The same of one approval. Raises: NotFoundError."""
        ...

    async def first_break(self, shop: ShopId) -> int | None:
        """The number of the first entry that doesn't continue the chain; None: nothing was changed or removed."""
        ...
