"""What the agent's services are built from: the ports, composed once at an entry point."""

from dataclasses import dataclass

from domain.approvals import ApprovalStore
from domain.clock import Clock, FrozenClock
from domain.conversation import ConversationStore
from domain.copilot import CopilotStore
from domain.documents import KnowledgeSearch
from domain.handoffs import HandoffStore
from domain.likeness import Likeness
from domain.observing import UNWATCHED, Observer
from domain.orders import OrderBackend
from domain.outbox import OutboxStore
from domain.promises import PromiseStore
from domain.reasoner import Reasoner
from domain.shop import Shop, ShopStore


@dataclass(frozen=True)
class Ports:
    """Everything outside the agent."""

    shops: ShopStore
    conversations: ConversationStore
    approvals: ApprovalStore
    handoffs: HandoffStore
    outbox: OutboxStore
    promises: PromiseStore
    copilot: CopilotStore
    orders: OrderBackend
    search: KnowledgeSearch
    reasoner: Reasoner
    clock: Clock
    frozen: bool = False
    """KEFU_NOW is set: it goes before a shop's own clock."""
    observer: Observer = UNWATCHED
    likeness: Likeness | None = None
    """Tells goods by what customers call them; without it only by characters and sound."""

    def clock_of(self, shop: Shop) -> Clock:
        """The clock a shop lives by: its own where it stands, else the process's."""
        return FrozenClock(shop.now) if shop.now is not None and not self.frozen else self.clock
