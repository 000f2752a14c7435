"""What customers thought of a conversation."""

from datetime import datetime
from typing import Protocol

from domain.ids import ConversationId, ShopId
from domain.model import Frozen

LOWEST, HIGHEST = 1, 5


class Rating(Frozen):
    """One a conversation; a later one replaces it."""

    conversation_id: ConversationId
    score: int
    """1 (bad) to 5 (good)."""
    comment: str = ""
    """In the customer's words, secrets redacted."""
    at: datetime


class Ratings(Protocol):
    """Kept apart from messages: a rating is no part of what was said."""

    async def rate(self, shop: ShopId, rating: Rating) -> None:
        """Keep it in place of an earlier one."""
        ...

    async def rating(self, shop: ShopId, conversation_id: ConversationId) -> Rating | None:
        """None: not rated."""
        ...
