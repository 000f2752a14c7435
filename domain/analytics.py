"""Figures of a shop's service."""

from datetime import datetime
from typing import Protocol

from domain.ids import ShopId
from domain.model import Frozen


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


class Analytics(Protocol):
    """Where the figures come from."""

    async def summary(self, shop: ShopId, since: datetime) -> Summary:
        """The shop's counts since a moment."""
        ...
