"""What is remembered of a customer beyond one conversation: only with their consent, and masked."""

from datetime import datetime

from domain.copilot import Category
from domain.ids import ConversationId, CustomerId
from domain.model import Frozen


class Profile(Frozen):
    """A customer's profile; its existence is their consent."""

    customer_id: CustomerId
    consented_at: datetime
    consented_by: str
    """The credential that wrote the consent down."""
    updated_at: datetime
    name: str = ""
    """Masked, as phone and address are."""
    phone: str = ""
    address: str = ""
    products: tuple[str, ...] = ()
    """What they asked about, latest first."""
    specs: tuple[str, ...] = ()
    categories: dict[Category, int] = {}
    """Category → conversations."""
    unhappy: int = 0
    """Conversations that ended with sentiment 1 or 2."""
    price_sensitive: bool = False
    needs_follow_up: bool = False
    """Of the latest conversation."""
    conversations: tuple[ConversationId, ...] = ()
    """Merged already, latest first; each counts once."""
