"""Conversations passed to people."""

from datetime import datetime
from typing import Literal, Protocol

from domain.ids import ConversationId, HandoffId, ShopId, TurnId
from domain.intents import Queue
from domain.model import Frozen

HandoffStatus = Literal["open", "claimed", "resolved"]


class Handoff(Frozen):
    """A conversation passed to people, with all they need."""

    handoff_id: HandoffId
    shop: ShopId
    conversation_id: ConversationId
    turn_id: TurnId
    topic: str
    """A risk topic, or ``human_request``, ``repeated_failure``, ``verification``, ``delivery``."""
    priority: int
    """1 (now) to 4."""
    queue: Queue
    reason: str
    """One sentence for people."""
    summary: str = ""
    """What happened, what was looked up, what was promised, the suggested next step."""
    evidence: tuple[str, ...] = ()
    """chunk ids and fact references behind the summary."""
    tier: str = ""
    """The customer's, where the order system knows it."""
    reopened: int = 0
    """How many handoffs of this conversation were resolved before this one."""
    status: HandoffStatus = "open"
    claimed_by: str | None = None
    created_at: datetime
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None


class HandoffStore(Protocol):
    """Where handoffs wait."""

    async def handoffs(self, shop: ShopId, status: HandoffStatus | None = None, limit: int = 100) -> list[Handoff]:
        """By priority, then oldest first."""
        ...

    async def handoff(self, shop: ShopId, handoff_id: HandoffId) -> Handoff:
        """Raises: NotFoundError."""
        ...

    async def open_handoff(self, shop: ShopId, conversation_id: ConversationId) -> Handoff | None:
        """The conversation's unresolved handoff."""
        ...

    async def resolved_handoffs(self, shop: ShopId, conversation_id: ConversationId) -> list[Handoff]:
        """The conversation's earlier ones, latest first."""
        ...

    async def claim_handoff(self, shop: ShopId, handoff_id: HandoffId, staff: str, at: datetime) -> Handoff:
        """Claim it and its conversation in one transaction. Raises: StaleError: another person has it."""
        ...

    async def resolve_handoff(self, shop: ShopId, handoff_id: HandoffId, staff: str, at: datetime) -> Handoff:
        """Done; the conversation goes back to the bot. Raises: StaleError: resolved already."""
        ...
