"""The services that one sample runs on, built anew for each so that no sample sees another's changes."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from agent.approvals import ApprovalDesk
from agent.copilot.service import CopilotService
from agent.outbox import OutboxWorker
from agent.turns import TurnService
from domain.conversation import ConversationStore
from domain.ids import ShopId
from domain.orders import OrderBackend
from eval.samples import Sample


class Executions(Protocol):
    """Counts what was carried out."""

    async def executed(self) -> int:
        """Actions carried out in the order store so far."""
        ...


@dataclass(frozen=True)
class Workbench:
    """The production services over the sample's own stores."""

    shop: ShopId
    turns: TurnService
    approvals: ApprovalDesk
    worker: OutboxWorker
    copilot: CopilotService
    conversations: ConversationStore
    orders: OrderBackend
    executions: Executions


class Workbenches(Protocol):
    """Opens one for each sample."""

    def __call__(self, sample: Sample) -> AbstractAsyncContextManager[Workbench]:
        """Everything in it is gone afterwards."""
        ...
