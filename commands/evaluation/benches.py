"""The production services over a sample's own stores."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from langgraph.checkpoint.memory import InMemorySaver

from agent.approvals import ApprovalDesk
from agent.copilot.service import CopilotService
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.runs import GraphRuns
from agent.services import Ports
from agent.turns import TurnService
from backends.connect import Backends
from backends.sandbox import Sandbox, SandboxStores
from commands.compose import ports_over, reasoner_of
from domain.ids import ShopId
from eval.samples import Sample
from eval.workbench import Workbench


class Benches:
    """Documents and models are the installation's; everything that a turn writes is the sample's own."""

    def __init__(self, backends: Backends, sandbox: Sandbox, shop: ShopId, now: datetime | None) -> None:
        """Args: sandbox: prepared; now: where the clock stands for all samples that don't say otherwise."""
        self._backends, self._sandbox, self._shop, self._now = backends, sandbox, shop, now
        self._reasoner = reasoner_of(backends)
        # Waiting threads go no further than this process: not into an installation's checkpoints.
        self._runs = GraphRuns(InMemorySaver())

    @asynccontextmanager
    async def __call__(self, sample: Sample) -> AsyncIterator[Workbench]:
        """A workbench for this sample alone."""
        now = sample.now or self._now
        async with self._sandbox.stores(now) as stores:
            bench = self.bench(stores, self.ports(stores, frozen=now is not None))
            try:
                yield bench
            finally:
                await bench.turns.drain()

    def ports(self, stores: SandboxStores, frozen: bool) -> Ports:
        """The outside of the sample's agent."""
        fixed = frozen or self._backends.stores.settings.now is not None
        return ports_over(stores, self._backends, self._reasoner, fixed)

    def bench(self, stores: SandboxStores, ports: Ports) -> Workbench:
        """The services over these ports."""
        settings = self._backends.stores.settings
        hub = EventHub()
        return Workbench(
            shop=self._shop,
            turns=TurnService(ports, self._runs, hub, lease_seconds=settings.lease_seconds),
            approvals=ApprovalDesk(ports),
            worker=OutboxWorker(ports, self._runs, hub),
            copilot=CopilotService(ports),
            conversations=stores.conversations,
            orders=stores.orders,
            executions=stores,
        )
