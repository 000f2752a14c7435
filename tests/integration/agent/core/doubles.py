"""Doubles of what stands outside the agent: the reasoner, the search, a merchant's system, a clock, a failing store."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from agent.reasoning.entities import extract_entities
from domain.analysis import Analysis, IntentScore
from domain.documents import KnowledgeQuery
from domain.evidence import Passage
from domain.ids import ChunkId, CustomerId, DocumentId, ShopId
from domain.intents import Intent, Outcome
from domain.orders import ActionResult, OrderBackend
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft, ProposedAction, Sentence, Support

RULE = "收到商品后保持包装完好即可联系客服登记退换。"
PASSAGE = Passage(
    evidence_id="p1", chunk_id=ChunkId("c1"), document_id=DocumentId("d1"), document="规则.md", title="规则",
    section="退换", page=None, generation=1, text=RULE, score=0.9,
)  # fmt: skip


def quoting(request: CompositionRequest) -> Draft:
    """An answer in the document's own words."""
    sentence = Sentence(text=RULE, supports=(Support(evidence_id="p1", quote=RULE),))
    return Draft(outcome=Outcome.ANSWER, sentences=(sentence,), confidence=0.9)


def inventing(request: CompositionRequest) -> Draft:
    """An answer with a figure that stands nowhere."""
    sentence = Sentence(text="收到商品后365天内都可以退换。", supports=(Support(evidence_id="p1", quote=RULE),))
    return Draft(outcome=Outcome.ANSWER, sentences=(sentence,), confidence=0.9)


def proposing(request: CompositionRequest) -> Draft:
    """A reply with every action that the rules allow."""
    return waiting_for(*(report.proposal for report in request.actions if report.proposal))


def waiting_for(*actions: ProposedAction) -> Draft:
    """A reply that says these actions wait for a person."""
    words = Sentence(text="您的申请已提交给客服，确认后会在这里告诉您。", frame=True)
    return Draft(outcome=Outcome.APPROVAL, sentences=(words,), actions=actions)


@dataclass
class ScriptedReasonerDouble:
    """Reads every message as the script says; composes each time with the next of its drafts, the last one for ever."""

    reading: dict[str, Any] = field(default_factory=dict)
    drafts: tuple[Callable[[CompositionRequest], Draft], ...] = (quoting,)
    gate: asyncio.Event | None = None
    """Composition waits for it."""
    composing: asyncio.Event = field(default_factory=asyncio.Event)
    """Composition has begun."""
    analysed: list[AnalysisRequest] = field(default_factory=list)
    composed: list[CompositionRequest] = field(default_factory=list)
    name: str = "embedded"

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """What the script says, with the numbers that stand in the text."""
        self.analysed.append(request)
        given: dict[str, Any] = {
            "intents": (IntentScore(name=Intent.PRODUCT_INFO, confidence=0.9),),
            "entities": extract_entities(request.text, (), frozenset(), request.now),
            "question": request.text,
        }
        return Analysis.model_validate(given | self.reading)

    async def compose(self, request: CompositionRequest) -> Draft:
        """The next draft."""
        self.composed.append(request)
        self.composing.set()
        if self.gate is not None:
            await self.gate.wait()
        return self.drafts[min(len(self.composed), len(self.drafts)) - 1](request)


@dataclass
class KnowledgeSearchDouble:
    """One document, in memory."""

    queries: list[KnowledgeQuery] = field(default_factory=list)

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """Always the one passage."""
        self.queries.append(query)
        return [PASSAGE]

    async def spelled(self, shop: ShopId, text: str) -> str:
        """As it is."""
        return text

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """No terms."""
        return frozenset()


class MerchantDouble:
    """A merchant's system in front of the real one: counts executions, and fails or answers as told."""

    def __init__(self, real: OrderBackend) -> None:
        self.real = real
        self.executed: list[tuple[str, str]] = []
        """Action name and idempotency key of each call."""
        self.customers: set[CustomerId] = set()
        """Everybody whose data was asked for."""
        self.failures: list[Exception | ActionResult] = []
        """What the next executions come to instead."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Any:
        self.customers.add(customer)
        return await self.real.order(shop, customer, order_no)

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> Any:
        self.customers.add(customer)
        return await self.real.orders_of(shop, customer)

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        self.executed.append((name, idempotency_key))
        if self.failures:
            failure = self.failures.pop(0)
            if isinstance(failure, Exception):
                raise failure
            return failure
        return await self.real.execute(shop, customer, name, args, idempotency_key)


@dataclass
class MovingClock:
    """A clock that the test moves on."""

    at: datetime

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def on(self, seconds: float) -> None:
        """Move it on."""
        self.at += timedelta(seconds=seconds)


class FailsOnce:
    """A store in front of the real one whose named method fails at its first call."""

    def __init__(self, real: Any, method: str, error: Exception) -> None:
        self._real, self._method, self._error = real, method, error
        self.failed = False

    def __getattr__(self, name: str) -> Any:
        if name != self._method or self.failed:
            return getattr(self._real, name)

        async def fail(*args: object) -> None:
            self.failed = True
            raise self._error

        return fail
