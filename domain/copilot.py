"""What a human agent is helped with."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from domain.evidence import Citation, FactRef
from domain.ids import ConversationId, CustomerId, ShopId, SuggestionId
from domain.model import Frozen

if TYPE_CHECKING:
    from domain.profiles import Profile

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
    question: str = ""
    """The customer's words that it answers, personal data masked."""


class CustomerCard(Frozen):
    """Who is being written to, for people; name, phone and address masked."""

    customer_id: CustomerId
    name: str = ""
    tier: str = ""
    phone: str = ""
    orders: tuple[str, ...] = ()
    """The latest ones: number, status, date, total."""
    contacts: tuple[str, ...] = ()
    """The latest conversations: date and who has them."""
    open_matters: tuple[str, ...] = ()
    """What was promised or proposed and is not settled: approvals and handoffs."""
    remembered: tuple[str, ...] = ()
    """Of earlier conversations, where the customer agreed to a profile."""


class Candidate(Frozen):
    """A suggestion that a person sent, perhaps edited: a golden sample or FAQ entry to be. Personal data masked."""

    suggestion_id: SuggestionId
    question: str
    answer: str
    decision: Literal["accepted", "edited"]
    edit_distance: int
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()
    at: datetime
    fit_for: tuple[Literal["golden", "faq"], ...]
    """``faq`` where it rests on documents alone and no order of a customer's."""


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
    edit_distance: int | None = None
    """Characters changed from the suggestion to what was sent (Levenshtein); None where nothing was sent."""
    staff: str
    at: datetime


class CopilotStore(Protocol):
    """Suggestions made and what became of them."""

    async def put_suggestions(
        self,
        shop: ShopId,
        conversation_id: ConversationId | None,
        suggestions: tuple[Suggestion, ...],
        at: datetime,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Remember what was suggested; ``customer_id``: whose talk it is that isn't a conversation of ours."""
        ...

    async def forget_pasted(self, shop: ShopId, before: datetime) -> int:
        """Forget what was suggested before then for talks that aren't conversations of ours; returns how much."""
        ...

    async def suggestion(self, shop: ShopId, suggestion_id: SuggestionId) -> Suggestion:
        """Raises: NotFoundError: no such suggestion in this shop."""
        ...

    async def answered(self, shop: ShopId, limit: int = 200) -> list[tuple[Suggestion, Feedback]]:
        """What people sent of the suggestions, latest first."""
        ...

    async def put_feedback(self, shop: ShopId, feedback: Feedback) -> None:
        """Raises: NotFoundError: no such suggestion in this shop."""
        ...

    async def profile(self, shop: ShopId, customer_id: CustomerId) -> "Profile | None":
        """What is remembered of a customer who agreed to it."""
        ...

    async def put_profile(self, shop: ShopId, profile: "Profile") -> None:
        """Create or replace it."""
        ...

    async def drop_profile(self, shop: ShopId, customer_id: CustomerId) -> None:
        """Forget it; none is no error."""
        ...
