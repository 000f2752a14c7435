"""What a run of the graph may use; never part of its state."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from agent.tools.gather import BUDGET_SECONDS
from domain.analysis import Line
from domain.conversation import Mode
from domain.documents import KnowledgeSearch
from domain.ids import CustomerId
from domain.likeness import Likeness
from domain.observing import UNWATCHED, Observer
from domain.orders import OrderBackend
from domain.reasoner import Reasoner
from domain.shop import Shop


def _silent(_node: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True)
class TurnContext:
    """One turn's surroundings. The customer's identity lives here and nowhere else."""

    shop: Shop
    customer_id: CustomerId | None
    """From the verified token; None for an anonymous visitor."""
    now: datetime
    reasoner: Reasoner
    search: KnowledgeSearch
    orders: OrderBackend
    history: tuple[Line, ...] = ()
    failures: int = 0
    """Turns in a row before this one that came to clarify or abstain."""
    mode: Mode = "bot"
    vocabulary: frozenset[str] = frozenset()
    """Terms of the shop's documents and catalogue."""
    evidence_seconds: float = BUDGET_SECONDS
    """What looking things up may take; what has not answered by then is missing, and the reply says so."""
    progress: Callable[[str], None] = field(default=_silent)
    """Told the name of each node as it starts."""
    observer: Observer = UNWATCHED
    likeness: Likeness | None = None
    """Tells goods by what customers call them."""
