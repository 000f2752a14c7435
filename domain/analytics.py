"""Figures of a shop's service."""

from datetime import datetime
from typing import Protocol

from domain.ids import ShopId
from domain.model import Frozen
from domain.service_alarm import ServiceAlarm, ServiceSpan


class Summary(Frozen):
    """Counts since a moment."""

    since: datetime
    conversations: int
    turns: int
    outcomes: dict[str, int]
    """Turns by outcome."""
    handoffs: dict[str, int]
    """Handoffs by topic."""
    approvals: dict[str, int]
    """Approvals by status."""
    self_service_rate: float | None
    """Share of turns answered without a person; None without turns."""
    alarm: ServiceAlarm | None = None
    """Set while automation is up and complaints, reopened matters and wishes for a person are too."""


class Analytics(Protocol):
    """Where the figures come from."""

    async def summary(self, shop: ShopId, since: datetime) -> Summary:
        """The shop's counts since a moment."""
        ...

    async def span(self, shop: ShopId, since: datetime, until: datetime) -> ServiceSpan:
        """What happened between two moments, the first included."""
        ...
