"""Questions that the documents don't answer, and what comes of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from domain.ids import ConversationId, DocumentId, ShopId, TurnId
from domain.model import Frozen

GapDecision = Literal["published", "dismissed"]


class Unanswered(Frozen):
    """One turn that ended without an answer from the documents."""

    turn_id: TurnId
    conversation_id: ConversationId
    question: str
    """The standalone question in the customer's words; personal data may be in it."""
    at: datetime
    later: tuple[str, ...] = ()
    """What people wrote in the conversation afterwards, first first."""


class ProposedEntry(Frozen):
    """A FAQ entry to be."""

    question: str
    answer: str
    """Empty: nobody has answered yet."""
    similar_questions: tuple[str, ...] = ()
    conversation_id: ConversationId | None = None
    """Where a person answered so."""


class Gap(Frozen):
    """Turns that asked the same and got no answer."""

    gap_id: str
    """The first turn of the cluster: it stays when more turns join."""
    question: str
    """The wording that stands for all."""
    count: int
    conversations: int
    """In how many conversations it was asked."""
    first_at: datetime
    last_at: datetime
    wordings: tuple[str, ...]
    """How it was asked, each once, latest first. Personal data masked, as everywhere here."""
    proposed: ProposedEntry
    turn_ids: tuple[TurnId, ...]


class Published(NamedTuple):
    """A gap that was filled."""

    document_id: DocumentId
    document: str
    """File name."""
    questions: int
    """Turns that it answers."""


class GapStore(Protocol):
    """Turns without an answer, as the conversations have them; only decisions are kept of gaps themselves."""

    async def unanswered(self, shop: ShopId, since: datetime, limit: int = 2000) -> list[Unanswered]:
        """Turns that nobody has decided on, latest first; erased ones have no text and are left out."""
        ...

    async def decide(
        self,
        shop: ShopId,
        turn_ids: Sequence[TurnId],
        decision: GapDecision,
        by: str,
        at: datetime,
        document_id: DocumentId | None = None,
    ) -> None:
        """They are dealt with; audited. Raises: StaleError: somebody decided on one of them before."""
        ...
