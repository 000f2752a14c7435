"""Puts the parts together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agent.analysis import AnalysisService
from agent.approvals import ApprovalDesk
from agent.copilot.service import CopilotService
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from agent.reasoning.fallback import FallbackReasoner
from agent.reasoning.llm.reasoner import LlmReasoner
from agent.runs import GraphRuns
from agent.services import Ports
from agent.staff import StaffDesk
from agent.turns import TurnService
from api.limits import RateLimits
from api.services import Services
from backends.connect import Backends, connect
from backends.health import BackendsHealth
from backends.settings import Settings
from backends.sql.analytics import SqlAnalytics
from domain.ids import ShopId
from domain.reasoner import Reasoner
from ingest.service import IngestService
from ingest.settings import IngestSettings


def compose(backends: Backends) -> Services:
    """The services over connected backends: the very object that serving, chatting and evaluation run."""
    stores, settings = backends.stores, backends.stores.settings
    ports = Ports(
        shops=stores.shops,
        conversations=stores.conversations,
        approvals=stores.approvals,
        handoffs=stores.handoffs,
        outbox=stores.outbox,
        copilot=stores.copilot,
        orders=stores.orders,
        search=backends.search,
        reasoner=reasoner_of(backends),
        clock=stores.clock,
        frozen=settings.now is not None,
    )
    hub, runs = EventHub(), GraphRuns(backends.saver)
    worker = OutboxWorker(ports, runs, hub)
    return Services(
        ports=ports,
        credentials=stores.credentials,
        turns=TurnService(
            ports, runs, hub, lease_seconds=settings.lease_seconds, max_running=settings.max_running_turns
        ),
        approvals=ApprovalDesk(ports),
        staff=StaffDesk(ports, hub),
        copilot=CopilotService(ports),
        analysis=AnalysisService(ports),
        documents=backends.documents,
        ingestor=ingestor_of(backends),
        analytics=SqlAnalytics(stores.database),
        health=BackendsHealth(backends),
        worker=worker,
        hub=hub,
        limits=RateLimits(settings.rate_per_credential, settings.rate_per_shop, settings.rate_per_conversation),
        with_worker=settings.worker,
    )


def reasoner_of(backends: Backends) -> Reasoner:
    """The embedded reasoner, with the chat model before it where one is set up."""
    embedded = EmbeddedReasoner(backends.reading_embedder)
    settings = backends.stores.settings
    if not settings.has_llm:
        return embedded
    # The client takes a second to import; installations without a chat model should not wait for it.
    from backends.chat.circuit_breaker import CircuitBreaker
    from backends.chat.openai_compatible import OpenAICompatibleChat

    endpoint = OpenAICompatibleChat(settings.llm_model, settings.llm_base_url, settings.llm_api_key)
    return FallbackReasoner(LlmReasoner(CircuitBreaker(endpoint)), embedded)


def ingestor_of(backends: Backends) -> IngestService:
    """The ingest service over connected backends."""
    stores = backends.stores

    async def product_names(shop: ShopId) -> list[str]:
        return [product.name for product in await stores.orders.products(shop)]

    return IngestService(
        backends.documents,
        backends.vectors,
        backends.embedder,
        stores.shops.get_shop,
        stores.clock,
        IngestSettings(),
        product_names=product_names,
    )


@asynccontextmanager
async def composed(settings: Settings) -> AsyncIterator[Services]:
    """Connect and compose; this process owns the data folder meanwhile."""
    async with connect(settings) as backends:
        yield compose(backends)
