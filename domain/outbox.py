"""Effects on the outside world: one row each under a unique key, done by the worker."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import JsonValue

from domain.ids import ShopId
from domain.model import Frozen

if TYPE_CHECKING:
    from domain.writes import Writes

EffectKind = Literal["resume_turn", "execute_action", "webhook"]

DECIDED: tuple[EffectKind, ...] = ("resume_turn", "execute_action")
"""What follows from decisions; webhooks are delivered beside it."""

UNSURE = "result unknown: "
"""Begins the error of a try that may have had an effect; the tries after it can't take that back."""
BEGUN = f"{UNSURE}its worker stopped before it could say"
"""What stands in the row while somebody is at it: all that is known if nobody comes back."""


class Effect(Frozen):
    """One thing to do once."""

    effect_id: str
    key: str
    """Unique; passed on as idempotency key."""
    shop: ShopId
    kind: EffectKind
    payload: dict[str, JsonValue]
    status: Literal["pending", "running", "done", "failed", "unknown"] = "pending"
    attempts: int = 0
    due_at: datetime
    error: str = ""
    """Of the try before this one."""

    @property
    def unsure(self) -> bool:
        """Whether a try before this one may have had an effect."""
        return self.error.startswith(UNSURE)


class OutboxStore(Protocol):
    """The outbox table. An effect is claimed under a lease; a dead worker's claim runs out."""

    async def claim_effects(
        self,
        worker: str,
        at: datetime,
        limit: int,
        lease_seconds: float,
        kinds: tuple[EffectKind, ...] = DECIDED,
    ) -> list[Effect]:
        """Due effects of these kinds, now this worker's, with ``attempts`` counted up."""
        ...

    async def complete(self, effect: Effect, worker: str, writes: "Writes") -> bool:
        """Mark it done with what it led to, in one transaction; False when it was not this worker's any more."""
        ...

    async def retry(self, effect: Effect, worker: str, due_at: datetime, error: str, *, tried: bool = True) -> None:
        """Give it back for another try; ``tried=False``: it was claimed only, which counts as no attempt."""
        ...

    async def give_up(
        self, effect: Effect, worker: str, status: Literal["failed", "unknown"], error: str, writes: "Writes"
    ) -> bool:
        """End it without success, with what people need to know."""
        ...

    async def pending_effects(self, shop: ShopId | None = None) -> int:
        """How many wait or run."""
        ...
