"""The inbox: a shop's conversations as the people who serve them see them."""

from datetime import datetime
from typing import Literal, Protocol

from pydantic import Field

from domain.conversation import Mode
from domain.ids import ConversationId, CustomerId, HandoffId, ShopId
from domain.intents import Queue, Speaker
from domain.model import Frozen

View = Literal["open", "waiting", "mine", "bot", "frozen", "all"]
"""open: people are needed (waiting, held or frozen); waiting: nobody has claimed it; mine: held by the caller."""


class InboxQuery(Frozen):
    """Which conversations, and which stretch of them."""

    view: View = "open"
    staff: str
    """Credential of the caller, for ``mine``."""
    topic: str | None = None
    priority: int | None = None
    text: str | None = None
    """Stands in the last message, the customer's id or the conversation's id."""
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0)


class InboxRow(Frozen):
    """One conversation at a glance."""

    conversation_id: ConversationId
    customer_id: CustomerId | None
    mode: Mode
    held_by: str | None
    updated_at: datetime
    last_speaker: Speaker | None
    last_text: str
    handoff_id: HandoffId | None = None
    topic: str | None = None
    priority: int | None = None
    queue: Queue | None = None
    reason: str = ""
    waiting_since: datetime | None = None
    """When it was passed to people, or the customer's last words came in where a person holds it and owes an answer."""
    due_at: datetime | None = None
    """When somebody has to have answered by the shop's service levels."""


class InboxPage(Frozen):
    """A stretch of the inbox."""

    rows: tuple[InboxRow, ...]
    total: int
    """How many match, shown or not."""
    counts: dict[str, int]
    """How many each view holds, unfiltered."""


class Inbox(Protocol):
    """Where the inbox is read from."""

    async def page(self, shop: ShopId, query: InboxQuery) -> InboxPage:
        """Most urgent first, then longest waiting, then latest."""
        ...

    async def pulse(self, shop: ShopId) -> str:
        """Changes whenever anything of the inbox or the approvals does; cheap to ask every second."""
        ...
