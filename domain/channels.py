"""Channels that another system joins: its conversations, and what has been carried to it."""

from datetime import datetime
from typing import Literal, Protocol

from domain.ids import ConversationId, MessageId, ShopId
from domain.model import Frozen

Channel = Literal["chatwoot"]


class ChannelThread(Frozen):
    """A conversation that also exists in another system."""

    conversation_id: ConversationId
    shop: ShopId
    channel: Channel
    external_id: str
    """``<account>:<conversation>`` there."""
    delivered: int = 0
    """The event log is carried over up to this number."""
    attempts: int = 0
    """Failed tries in a row of the next one."""


class ChannelThreads(Protocol):
    """Each method is one transaction."""

    async def find(self, shop: ShopId, channel: Channel, external_id: str, owner: str) -> ConversationId | None:
        """The latest conversation of this owner in that thread."""
        ...

    async def keep(self, thread: ChannelThread, until: datetime) -> None:
        """Know the thread, and look after it until then."""
        ...

    async def claim_due(self, at: datetime, until: datetime, limit: int = 20) -> list[ChannelThread]:
        """Threads with news, for this worker alone until then."""
        ...

    async def note_delivered(self, thread: ChannelThread, event: int) -> None:
        """The log is carried over up to this event."""
        ...

    async def put_back(self, thread: ChannelThread, due_at: datetime, failed: bool) -> None:
        """Not before then again; ``failed`` counts a try."""
        ...


class ChannelSender(Protocol):
    """Writes into another system.

    Every method raises: UnavailableError: try again later. NotFoundError: the conversation is gone there.
    """

    async def say(self, thread: ChannelThread, message_id: MessageId, text: str, ai_generated: bool) -> None:
        """Show the customer a message. A thread with failed attempts is looked through first: it may be there."""
        ...

    async def pass_to_people(self, thread: ChannelThread, note: str) -> None:
        """Open the conversation for the people there, with a note that the customer doesn't see."""
        ...
