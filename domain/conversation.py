"""Conversations, messages and turns, and the port that keeps them."""

from datetime import datetime
from enum import IntEnum
from typing import Literal, Protocol

from pydantic import JsonValue

from domain.analysis import Analysis, Line
from domain.evidence import Citation, FactRef
from domain.ids import ActionId, ConversationId, CustomerId, HandoffId, MessageId, ShopId, TurnId
from domain.intents import Outcome, Speaker
from domain.model import Frozen
from domain.writes import Writes

Mode = Literal["bot", "waiting", "human", "frozen"]
"""bot: the bot answers; waiting: handed off, nobody has claimed it yet; human: a person holds it and the bot is silent;
frozen: a red line, until an admin looks."""


class Conversation(Frozen):
    """What a customer and the shop say."""

    conversation_id: ConversationId
    shop: ShopId
    owner: str
    customer_id: CustomerId | None
    mode: Mode = "bot"
    held_by: str | None = None
    """Credential of the person who claimed it."""
    clean_from: int = 0
    """The bot reads messages after this sequence number only: it starts clean after a hand-back."""
    created_at: datetime
    updated_at: datetime


class Message(Frozen):
    """One text of a conversation."""

    message_id: MessageId
    seq: int
    """1, 2, 3 … within the conversation."""
    speaker: Speaker
    text: str
    at: datetime
    turn_id: TurnId | None = None
    ai_generated: bool = False
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()


class Event(Frozen):
    """An entry of a conversation's event log; ``seq`` is the SSE id."""

    seq: int
    type: Literal["message", "status", "handoff"]
    data: dict[str, JsonValue]
    at: datetime


class ReplyView(Frozen):
    """What the customer sees now."""

    text: str
    ai_generated: bool = True


class ActionView(Frozen):
    """An action as callers see it."""

    action_id: ActionId
    name: str
    args: dict[str, JsonValue]
    status: Literal[
        "pending", "approved", "rejected", "expired", "stale", "executing", "done", "refused", "failed", "unknown"
    ]


class HandoffView(Frozen):
    """A handoff as the customer's side sees it."""

    handoff_id: HandoffId
    topic: str
    priority: int
    reason: str


class TurnResult(Frozen):
    """What a turn came to: the body of POST /v1/chat."""

    conversation_id: ConversationId
    turn_id: TurnId
    outcome: Outcome
    reply: ReplyView
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()
    actions: tuple[ActionView, ...] = ()
    handoff: HandoffView | None = None
    analysis: Analysis | None = None
    """Hidden from customers by the API."""


BURST_MESSAGES = 10
"""Messages that one turn answers at most; what comes after them is a turn of its own."""
BURST_CHARACTERS = 2000
"""Their length together: that of the longest single message."""


class Turn(Frozen):
    """One customer message, or a burst of them, and what it leads to."""

    turn_id: TurnId
    conversation_id: ConversationId
    shop: ShopId
    customer_id: CustomerId | None
    text: str
    """Of a burst, one message a line."""
    messages: int = 1
    """How many messages it answers."""
    seq: int
    """Sequence number of the customer's message, of a burst the first one's."""
    status: Literal["queued", "running", "done", "failed"] = "queued"
    attempts: int = 0
    received_at: datetime
    result: TurnResult | None = None


class Lease(Frozen):
    """The right to work on a conversation; the token grows with each new holder and fences late writers off."""

    conversation_id: ConversationId
    worker: str
    token: int
    until: datetime


class Opening(Frozen):
    """A customer's message as it comes in."""

    shop: ShopId
    owner: str
    customer_id: CustomerId | None
    conversation_id: ConversationId | None
    text: str
    idempotency_key: str | None = None
    at: datetime
    """On the shop's clock, which may stand still: stamps the message."""
    worker: str
    leased_at: datetime
    """On the machine's clock: leases are real time."""
    lease_seconds: float = 30.0
    burst_seconds: float = 0.0
    """How long after its first message a running turn takes in further ones; 0: each message is a turn of its own."""


class Work(Frozen):
    """A turn that this worker may run now."""

    turn: Turn
    conversation: Conversation
    history: tuple[Line, ...]
    """Earlier messages the bot may read, oldest first, at most 20, without this turn's own."""
    failures: int
    """How many of the conversation's last turns in a row came to clarify or abstain."""
    lease: Lease


class Begun(Frozen):
    """What became of an opening."""

    turn: Turn
    """The one that answers the message: its own, or the one that it joined."""
    seq: int
    """Sequence number of the message."""
    kind: Literal["opened", "joined", "replayed"]
    conversation: Conversation
    work: Work | None
    """None: a replay, joined, a person holds the conversation, or another turn of it is running."""


class Committed(IntEnum):
    """What a commit came to; true once the turn has its result."""

    OUTGROWN = 0
    """A message has joined the turn: nothing was written."""
    WRITTEN = 1
    ENDED_BEFORE = 2
    """Somebody else had ended it, with a result of its own: nothing was written."""


class ConversationStore(Protocol):
    """Messages, turns and leases. Each method is one transaction."""

    async def begin(self, opening: Opening) -> Begun:
        """Store the message and its turn, and take the conversation's lease if it is free and no earlier turn waits.

        The same idempotency key of the same owner returns the first turn again (its result once there is one). A newer
        message bumps the version of the conversation's pending approvals. While a person holds the conversation the
        turn is stored as done with outcome handoff and an empty reply.

        A message that comes while the conversation's latest turn has not begun, or is running and its first message
        is younger than ``burst_seconds``, joins that turn, up to ``BURST_MESSAGES`` and ``BURST_CHARACTERS``.

        Raises:
            NotFoundError: the conversation isn't this owner's.
            StaleError: the idempotency key was used with another text, or in another conversation.
        """
        ...

    async def take(self, turn_id: TurnId, worker: str, at: datetime, lease_seconds: float) -> Work | None:
        """The turn as work, if it is unfinished, first in its conversation and the lease is free or run out.

        ``at`` is on the machine's clock.
        """
        ...

    async def renew(self, lease: Lease, at: datetime, lease_seconds: float) -> Lease:
        """Raises: LeaseLostError."""
        ...

    async def again(self, lease: Lease, turn: Turn, at: datetime, lease_seconds: float) -> Work:
        """The running turn as it is now, with every message that joined it, and the lease renewed.

        Raises: LeaseLostError: another worker or a person has taken it over.
        """
        ...

    async def commit(
        self, turn: Turn, result: TurnResult, writes: Writes, lease: Lease, trace: dict[str, JsonValue]
    ) -> Committed:
        """Write everything the turn came to and free the lease, in one transaction; a finished turn is left as it is.

        Returns: OUTGROWN: a message has joined the turn since it was read, and nothing was written; see ``again``.

        Raises: LeaseLostError: a newer holder is at work; nothing was written.
        """
        ...

    async def unfinished(self, at: datetime, conversation_id: ConversationId | None = None) -> list[TurnId]:
        """Turns nobody is working on (of one conversation, or of all), oldest first: what waits or a crash left."""
        ...

    async def turn(self, shop: ShopId, turn_id: TurnId) -> Turn:
        """The turn, or the one that it joined. Raises: NotFoundError."""
        ...

    async def trace(self, shop: ShopId, turn_id: TurnId) -> dict[str, JsonValue]:
        """How the turn came to its result: analysis, evidence, draft, checks. Raises: NotFoundError."""
        ...

    async def conversation(
        self, shop: ShopId, conversation_id: ConversationId, owner: str | None = None
    ) -> Conversation:
        """Raises: NotFoundError: absent, another shop's, or (when given) another owner's."""
        ...

    async def conversations(
        self, shop: ShopId, owner: str | None = None, limit: int = 50, before: datetime | None = None
    ) -> list[Conversation]:
        """Latest first."""
        ...

    async def messages(self, shop: ShopId, conversation_id: ConversationId, after_seq: int = 0) -> list[Message]:
        """In order."""
        ...

    async def events(self, shop: ShopId, conversation_id: ConversationId, after_seq: int = 0) -> list[Event]:
        """The event log after this number, in order."""
        ...

    async def claim(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """A person takes the conversation over. Raises: StaleError: another person holds it."""
        ...

    async def release(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """Hand back to the bot, which starts clean; an open handoff of the conversation is resolved."""
        ...

    async def write(self, shop: ShopId, writes: Writes) -> None:
        """Write outside a turn: a person's message."""
        ...

    async def active_since(self, shop: ShopId, since: datetime) -> list[ConversationId]:
        """Every conversation in which something was said since then, oldest first."""
        ...

    async def unfreeze(self, shop: ShopId, conversation_id: ConversationId, staff: str, at: datetime) -> Conversation:
        """A supervisor has looked: it waits for people again where a handoff is open, else the bot has it.

        Raises: NotFoundError. StaleError: it isn't frozen.
        """
        ...

    async def erase_customer(self, shop: ShopId, customer_id: CustomerId, at: datetime) -> int:
        """Erase the customer's texts everywhere; returns the number of messages erased."""
        ...

    async def quiet_since(self, shop: ShopId, before: datetime, limit: int = 100) -> list[ConversationId]:
        """Conversations that still have texts and in which nothing was said since ``before``, oldest first."""
        ...

    async def erase_conversations(self, shop: ShopId, ids: tuple[ConversationId, ...], at: datetime) -> int:
        """Erase their texts; numbers, states and times stay. Returns the number of messages erased."""
        ...
