"""What the shop has promised a customer, by when, and whether it was kept."""

from datetime import datetime
from typing import Literal, Protocol

from domain.ids import ConversationId, ShopId, TurnId
from domain.model import Frozen

PromiseSubject = Literal[
    "answer", "refund", "resend", "exchange", "compensation", "invoice", "repair", "shipment", "handling"
]
"""What is to happen by then; ``handling``: that it is dealt with, without saying how."""
PromiseStatus = Literal["open", "kept", "lapsed", "withdrawn"]


class Promise(Frozen):
    """Something that a customer was told will have happened by a certain time."""

    promise_id: str
    shop: ShopId
    conversation_id: ConversationId
    turn_id: TurnId | None = None
    made_by: str
    """``bot``, or ``person``."""
    subject: PromiseSubject
    text: str
    """The sentence it was made in; for one that an action or a handoff implies, what it is about."""
    about: str = ""
    """``approval:<id>`` or ``handoff:<id>`` where that implies it; of those one is open at a time."""
    made_at: datetime
    settles_from: datetime
    """What is said before this belongs to the promise itself and keeps nothing."""
    due_at: datetime
    status: PromiseStatus = "open"
    kept_at: datetime | None = None
    """Set on a lapsed one too, where it was kept late."""
    ended_at: datetime | None = None
    ended_by: str = ""
    """``message``, ``action``, ``worker``, or the credential of the person who said so."""
    note: str = ""


class Keeping(Frozen):
    """Something that keeps open promises of a conversation."""

    conversation_id: ConversationId
    at: datetime
    by: str
    subjects: tuple[PromiseSubject, ...] = ()
    """Kept: promises of these subjects whose time to be kept has begun."""
    about: str = ""
    """Kept or withdrawn: the promise about exactly this."""
    handoffs: bool = False
    """Kept: whatever handoffs implied."""
    withdrawn: bool = False
    """What ``about`` names is taken over by another promise."""


class PromiseStore(Protocol):
    """The ledger; new promises and what keeps them come in ``Writes``."""

    async def promises(
        self,
        shop: ShopId,
        status: PromiseStatus | None = None,
        conversation_ids: tuple[ConversationId, ...] | None = None,
        limit: int = 200,
    ) -> list[Promise]:
        """By due time; of the shop or of some conversations."""
        ...

    async def lapse(self, shop: ShopId, at: datetime) -> list[Promise]:
        """Mark overdue open promises (``at``: on the shop's clock) lapsed, with audit and webhooks; returns them."""
        ...

    async def settle(
        self, shop: ShopId, promise_id: str, status: Literal["kept", "withdrawn"], by: str, at: datetime, note: str
    ) -> Promise:
        """A person says it was kept (a lapsed one: late) or withdrawn. Raises: NotFoundError, StaleError."""
        ...

    async def counts(self) -> dict[PromiseStatus, int]:
        """How many there are over all shops, by status."""
        ...
