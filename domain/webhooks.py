"""What a shop's own systems are told as it happens: Standard Webhooks."""

from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from pydantic import JsonValue

from domain.ids import ShopId
from domain.model import Frozen

EventType = Literal[
    "conversation.handed_off",
    "approval.created",
    "approval.decided",
    "action.done",
    "action.failed",
    "action.unknown",
    "promise.lapsed",
    "reply.sent",
    "webhook.test",
]


class Notice(NamedTuple):
    """Something that happened. Its data are ids and states: whoever wants the texts asks the API for them."""

    type: EventType
    key: str
    """With the type unique in the shop: the same again is no second event."""
    at: datetime
    data: dict[str, JsonValue]


class Webhook(Frozen):
    """An address that is told; its secret is shown once, when it is made."""

    webhook_id: str
    shop: ShopId
    url: str
    events: tuple[EventType, ...] = ()
    """Empty: all."""
    created_at: datetime
    ended_at: datetime | None = None
    ended_because: str = ""


class Delivery(Frozen):
    """What came of one try."""

    result: Literal["delivered", "failed", "unreachable", "gone"]
    """``unreachable``: no answer at all, others for the same address need not try now; ``gone``: 410, wants no more."""
    detail: str = ""
    retry_after: float = 0.0
    """Seconds the receiver asked for."""


class WebhookStore(Protocol):
    """Addresses, and what could not be delivered to them."""

    async def add_webhook(self, webhook: Webhook, secret: str) -> None:
        """Raises: NotFoundError: no such shop."""
        ...

    async def webhooks(self, shop: ShopId) -> list[Webhook]:
        """Oldest first, ended ones too."""
        ...

    async def webhook(self, shop: ShopId, webhook_id: str) -> Webhook:
        """Raises: NotFoundError."""
        ...

    async def webhook_secret(self, shop: ShopId, webhook_id: str) -> str:
        """Raises: NotFoundError, ConfigurationError: it was sealed under another key."""
        ...

    async def end_webhook(self, shop: ShopId, webhook_id: str, at: datetime, because: str) -> None:
        """It is told nothing more; what waits for it is dropped. Raises: NotFoundError."""
        ...

    async def retry_dead(self, shop: ShopId, webhook_id: str, at: datetime) -> int:
        """Deliver again what was given up; returns how much."""
        ...

    async def dead_letters(self, shop: ShopId) -> dict[str, int]:
        """How many deliveries were given up, by webhook."""
        ...


class WebhookSender(Protocol):
    """Delivers one event once."""

    async def send(self, webhook: Webhook, secret: str, event_id: str, body: str) -> Delivery:
        """Never raises."""
        ...

    def check_url(self, url: str) -> None:
        """Raises: InvalidInputError: an address that would never be delivered to."""
        ...
