"""A shop at work on a real database: turns, approvals and the outbox over the same ports."""

from dataclasses import replace
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from agent.approvals import ApprovalDesk
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.runs import GraphRuns
from agent.services import Ports
from agent.turns import Ticket, TurnService
from backends.orders.embedded import SqlOrderBackend
from backends.sql.approvals import SqlApprovalStore
from backends.sql.conversations import SqlConversationStore
from backends.sql.copilot import SqlCopilotStore
from backends.sql.database import Database
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.outbox import SqlOutboxStore
from backends.sql.promises import SqlPromiseStore
from backends.sql.shops import SqlShopStore
from domain.approvals import Approval, Decision
from domain.conversation import Message, TurnResult
from domain.credentials import Principal, Role
from domain.handoffs import Handoff
from domain.ids import ConversationId, CustomerId
from domain.intents import Intent, Speaker
from domain.orders import Order
from domain.rules import Caps, Rules
from tests.integration.agent.core.doubles import (
    KnowledgeSearchDouble,
    MerchantDouble,
    MovingClock,
    ScriptedReasonerDouble,
    proposing,
)
from tests.integration.agent.tools.shop_counter import ANNA, BERT, NOW, an_order, data
from tests.integration.agent.tools.shop_counter import SHOP as PLAIN_SHOP

SHOP = PLAIN_SHOP.model_copy(update={"rules": Rules(refund_caps=Caps(agent=5_000, admin=20_000))})
PAID, SIGNED, FOREIGN = "AB20260001", "AB20260002", "AB20260009"
AGENT = Principal(shop=SHOP.id, role=Role.AGENT, credential="key_agent")
ADMIN = Principal(shop=SHOP.id, role=Role.ADMIN, credential="key_admin")

CANCEL = f"帮我取消订单{PAID}"
REFUND = f"订单{SIGNED}收到就坏了，仅退款"
APPROVE = Decision(decision="approve", version=1)

NO_WORDS = 1e9
"""Seconds after which a customer is told that it takes longer: never here, where replies are counted."""


def customer(of: CustomerId = ANNA) -> Principal:
    """A signed-in customer."""
    return Principal(shop=SHOP.id, role=Role.CUSTOMER, credential=f"customer:{of}", customer_id=of)


def wishing(intent: Intent) -> ScriptedReasonerDouble:
    """A reasoner that takes every message for the wish to have this done."""
    reading = {"intents": ({"name": intent, "confidence": 0.95},), "request": "do"}
    return ScriptedReasonerDouble(reading=reading, drafts=(proposing,))


class Counter:
    """Everything a test does with the shop."""

    def __init__(self, database: Database, saver: BaseCheckpointSaver[Any], reasoner: ScriptedReasonerDouble) -> None:
        self.database, self.reasoner = database, reasoner
        self.clock, self.machine = MovingClock(NOW), MovingClock(NOW)
        self.real_orders = SqlOrderBackend(database, self.clock)
        self.merchant, self.search = MerchantDouble(self.real_orders), KnowledgeSearchDouble()
        self.runs, self.hub = GraphRuns(saver), EventHub()
        self.ports = Ports(
            shops=SqlShopStore(database),
            conversations=SqlConversationStore(database),
            approvals=SqlApprovalStore(database),
            handoffs=SqlHandoffStore(database),
            outbox=SqlOutboxStore(database),
            promises=SqlPromiseStore(database),
            copilot=SqlCopilotStore(database),
            orders=self.merchant,
            search=self.search,
            reasoner=reasoner,
            clock=self.clock,
        )
        self.turns, self.desk, self.worker = self.another_service(), ApprovalDesk(self.ports, self.machine), self.hand()

    async def open(self) -> None:
        """The shop with its customers and orders."""
        await self.ports.shops.put_shop(SHOP)
        await self.stock(
            an_order(PAID, "待发货", 1), an_order(SIGNED, "已签收", 6), an_order(FOREIGN, "待发货", 1, customer=BERT)
        )

    async def stock(self, *orders: Order) -> None:
        """The shop's orders as they are now."""
        await self.real_orders.replace_data(SHOP.id, data(*orders))

    def another_service(self, **ports: Any) -> TurnService:
        """The turns of another process, with some ports replaced."""
        ports_now = replace(self.ports, **ports)
        # However busy the machine is that runs the tests.
        patient = {"reply_seconds": NO_WORDS, "turn_seconds": 60.0, "evidence_seconds": 60.0}
        return TurnService(ports_now, self.runs, self.hub, self.machine, **patient)

    def hand(self, **ports: Any) -> OutboxWorker:
        """An outbox worker of its own, with some ports replaced."""
        return OutboxWorker(replace(self.ports, **ports), self.runs, self.hub, self.machine)

    async def submit(self, text: str, to: ConversationId | None = None, **more: Any) -> Ticket:
        """A message of Anna's."""
        return await self.turns.submit(customer(), text, to, **more)

    async def say(self, text: str, to: ConversationId | None = None, **more: Any) -> TurnResult:
        """A message of Anna's, and what it came to."""
        return await self.turns.result(await self.submit(text, to, **more), 20)

    async def messages(self, of: ConversationId) -> list[Message]:
        """What was said."""
        return await self.ports.conversations.messages(SHOP.id, of)

    async def replies(self, of: ConversationId) -> list[str]:
        """What was said to the customer."""
        return [m.text for m in await self.messages(of) if m.speaker is not Speaker.CUSTOMER]

    async def handoffs(self) -> list[Handoff]:
        """What waits for people."""
        return await self.ports.handoffs.handoffs(SHOP.id)

    async def asked(self, text: str) -> Approval:
        """What a message leaves to be decided."""
        await self.say(text)
        (approval,) = await self.desk.approvals(AGENT, "pending")
        return approval

    async def again(self, approval: Approval) -> Approval:
        """The approval as it is stored now."""
        return await self.ports.approvals.approval(SHOP.id, approval.approval_id)

    async def work_off(self) -> None:
        """Everything that is due."""
        while await self.worker.work_once():
            pass
