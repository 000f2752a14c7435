"""How well a shop serves its customers: indicators, topics over time, questions, what people had to take over."""

from datetime import date, datetime
from typing import Literal, Protocol

from domain.ids import ConversationId, ShopId
from domain.model import Frozen

Unit = Literal["seconds", "share", "score", "fen", "count"]


class Indicator(Frozen):
    """One figure. ``value`` is None where nothing was counted."""

    name: str
    value: float | None
    unit: Unit
    of: int
    """How many cases it is made of."""


class TopicDay(Frozen):
    """What customers wrote about on one day."""

    day: date
    """China time."""
    intent: str
    turns: int
    sentiment: float
    """Mean of 1 (very bad) to 5."""


class Asked(Frozen):
    """One question of a customer."""

    conversation_id: ConversationId
    question: str
    """Standing alone, as it was understood: it may hold personal data."""
    outcome: str
    at: datetime


class Arrival(Frozen):
    """When a conversation was passed to people, and how long a person then held it."""

    at: datetime
    handled_seconds: float | None


class ServiceFigures(Protocol):
    """Read from the tables themselves; nothing is kept twice."""

    async def indicators(
        self, shop: ShopId, since: datetime, until: datetime, agent_hour: int | None
    ) -> list[Indicator]:
        """The indicators of conversations that began in this time. ``agent_hour``: fen an hour of a person costs."""
        ...

    async def topics(self, shop: ShopId, since: datetime) -> list[TopicDay]:
        """Turns by day and first intent."""
        ...

    async def questions(self, shop: ShopId, since: datetime, limit: int = 1000) -> list[Asked]:
        """What was asked, latest first."""
        ...

    async def arrivals(self, shop: ShopId, since: datetime) -> list[Arrival]:
        """What people had to take over, oldest first."""
        ...
