"""The real services over real databases, composed as an entry point does it; reasoner and search are doubles."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.approvals import ApprovalDesk
from agent.hub import EventHub
from agent.notifier import RETRY_SECONDS, WebhookWorker
from agent.outbox import OutboxWorker
from agent.runs import GraphRuns
from agent.services import Ports
from agent.turns import TurnService
from agent.webhooks import WebhookDesk
from backends.orders.embedded import SqlOrderBackend
from backends.sealing import Seal
from backends.sql.approvals import SqlApprovalStore
from backends.sql.conversations import SqlConversationStore
from backends.sql.copilot import SqlCopilotStore
from backends.sql.database import Database, connect_database
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.outbox import SqlOutboxStore
from backends.sql.promises import SqlPromiseStore
from backends.sql.shops import SqlShopStore
from backends.sql.webhooks import SqlWebhookStore
from backends.webhooks.addresses import Addresses
from backends.webhooks.sender import HttpWebhookSender
from domain.clock import SystemClock
from domain.credentials import Principal, Role
from domain.ids import CustomerId
from domain.intents import Intent
from domain.rules import Caps, Rules
from domain.shop import ReplyPolicy
from tests.integration.agent.core.doubles import KnowledgeSearchDouble, MovingClock, ScriptedReasonerDouble
from tests.integration.agent.tools.shop_counter import NOW
from tests.integration.agent.tools.shop_counter import SHOP as PLAIN_SHOP
from tests.proof.faults import Steps, Watched

LEASES_OVER = timedelta(minutes=3)
"""For each minute that the clock of the other leases is on: longer than a delivery's lease."""
SHOP = PLAIN_SHOP.model_copy(
    update={
        "rules": Rules(refund_caps=Caps(agent=20_000, admin=50_000)),
        "reply_policy": ReplyPolicy(approve_intents=(Intent.COMPLAINT,)),
    }
)
AGENT = Principal(shop=SHOP.id, role=Role.AGENT, credential="key_agent")
ADMIN = Principal(shop=SHOP.id, role=Role.ADMIN, credential="key_admin")


@dataclass(frozen=True)
class Place:
    """Where the shop's data lies: its own database, the merchant's, and the waiting threads."""

    database: str
    merchant: str
    checkpoints: str
    receiver: str = ""
    """Address of who is told by webhook; nobody without one."""

    @classmethod
    def in_folder(cls, folder: Path) -> "Place":
        """Files of SQLite."""
        return cls(f"sqlite:///{folder / 'kefu.db'}", f"sqlite:///{folder / 'merchant.db'}", str(folder / "threads.db"))


@dataclass
class ShopAtWork:
    """One process's services."""

    ports: Ports
    turns: TurnService
    desk: ApprovalDesk
    worker: OutboxWorker
    notifier: WebhookWorker
    webhooks: WebhookDesk
    clock: MovingClock
    machine: MovingClock
    late: MovingClock
    """By which webhooks are due."""
    database: Database

    async def work_off(self) -> None:
        """Everything that is due."""
        while await self.worker.work_once():
            pass
        while await self.notifier.work_once():
            pass

    async def tell_the_rest(self) -> None:
        """Try what a receiver was too slow for again when it is due, until it got through or was given up."""
        for wait in RETRY_SECONDS:
            while await self.notifier.work_once():
                pass
            if not await self.ports.outbox.pending_effects(SHOP.id):
                return
            self.late.on(wait + LEASES_OVER.total_seconds())


def customer(of: str) -> Principal:
    """A signed-in customer."""
    return Principal(shop=SHOP.id, role=Role.CUSTOMER, credential=f"customer:{of}", customer_id=CustomerId(of))


@asynccontextmanager
async def at_work(
    place: Place, reasoner: ScriptedReasonerDouble, steps: Steps | None = None, machine_at: datetime = NOW
) -> AsyncIterator[ShopAtWork]:
    """Open everything and compose it.

    Args:
        steps: told what happens; it may end the process.
        machine_at: the time that leases go by.
    """
    steps = steps or Steps()
    async with AsyncExitStack() as stack:
        database, merchant = connect_database(place.database), connect_database(place.merchant)
        stack.callback(database.close)
        stack.callback(merchant.close)
        saver = await stack.enter_async_context(_saver(place.checkpoints))
        steps.watch_database(database, "database")
        steps.watch_database(merchant, "merchant")
        steps.watch_saver(saver)
        clock, machine = MovingClock(NOW), MovingClock(machine_at)
        ports = Ports(
            shops=SqlShopStore(database),
            clock=clock,
            **{
                name: Watched(port, name, steps)
                for name, port in {
                    "conversations": SqlConversationStore(database),
                    "approvals": SqlApprovalStore(database),
                    "handoffs": SqlHandoffStore(database),
                    "outbox": SqlOutboxStore(database),
                    "promises": SqlPromiseStore(database),
                    "copilot": SqlCopilotStore(database),
                    "orders": SqlOrderBackend(merchant, clock),
                    "search": KnowledgeSearchDouble(),
                    "reasoner": reasoner,
                }.items()
            },
        )
        hub, runs = EventHub(), GraphRuns(saver)
        # The due times of webhooks are the real machine's; so much later is it for their leases as well.
        later = LEASES_OVER * (1 + (machine_at - NOW) / timedelta(minutes=1))
        late = MovingClock(SystemClock().now() + later)
        webhooks = Watched(SqlWebhookStore(database, Seal("0a" * 32)), "webhooks", steps)
        allowed = frozenset({urlsplit(place.receiver).netloc}) if place.receiver else frozenset()
        sender = Watched(HttpWebhookSender(Addresses(allowed), 5.0), "sender", steps)
        yield ShopAtWork(
            ports=ports,
            # The words in between are not what is counted here, nor how long a busy machine takes.
            turns=TurnService(ports, runs, hub, machine, reply_seconds=1e9, turn_seconds=60, evidence_seconds=60),
            desk=ApprovalDesk(ports, machine),
            worker=OutboxWorker(ports, runs, hub, machine),
            notifier=WebhookWorker(ports.outbox, webhooks, sender, late),
            webhooks=WebhookDesk(webhooks, sender, late),
            clock=clock,
            machine=machine,
            late=late,
            database=database,
        )


@asynccontextmanager
async def _saver(place: str) -> AsyncIterator[Any]:
    if place.startswith("postgresql"):
        from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

        async with AsyncPostgresSaver.from_conn_string(place) as saver:
            await saver.setup()
            yield saver
        return
    async with AsyncSqliteSaver.from_conn_string(place) as saver:
        await saver.setup()
        yield saver
