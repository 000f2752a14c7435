"""What a human agent is helped with."""

from datetime import datetime
from typing import Literal, Protocol

from domain.evidence import Citation, FactRef
from domain.ids import ConversationId, ShopId, SuggestionId
from domain.model import Frozen

Category = Literal["售前咨询", "商品咨询", "订单物流", "售后退换", "促销活动", "投诉", "其他"]


class Span(Frozen):
    """Where a record's field was read: characters of one message."""

    message: int
    start: int
    end: int


class Record(Frozen):
    """The structured 智能记录 of a conversation."""

    category: Category = "其他"
    products: tuple[str, ...] = ()
    specs: tuple[str, ...] = ()
    quantity: int | None = None
    order_nos: tuple[str, ...] = ()
    phone: str | None = None
    address: str | None = None
    name: str | None = None
    sentiment: int = 3
    price_sensitive: bool = False
    needs_follow_up: bool = False
    evidence: dict[str, tuple[Span, ...]] = {}


class Suggestion(Frozen):
    """Text shown to a human agent only."""

    suggestion_id: SuggestionId
    text: str
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()
    confidence: float = 0.0


class NextAction(Frozen):
    """An action a human agent could propose now."""

    name: str
    args: dict[str, object]
    preview: str
    allowed: bool
    reason: str = ""


class Feedback(Frozen):
    """What a human agent did with a suggestion."""

    suggestion_id: SuggestionId
    decision: Literal["accepted", "edited", "dismissed"]
    final_text: str | None = None
    staff: str
    at: datetime


class CopilotStore(Protocol):
    """Suggestions made and what became of them."""

    async def put_suggestions(
        self, shop: ShopId, conversation_id: ConversationId | None, suggestions: tuple[Suggestion, ...], at: datetime
    ) -> None:
        """Remember what was suggested."""
        ...

    async def put_feedback(self, shop: ShopId, feedback: Feedback) -> None:
        """Raises: NotFoundError: no such suggestion in this shop."""
        ...
