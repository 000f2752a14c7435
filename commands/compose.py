"""Puts the parts together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from agent.analysis import AnalysisService
from agent.approvals import ApprovalDesk
from agent.channels.chatwoot import ChatwootDesk
from agent.channels.courier import Courier
from agent.copilot.service import CopilotService
from agent.erasure import ErasureService
from agent.gaps.desk import GapDesk
from agent.hub import EventHub
from agent.notifier import WebhookWorker
from agent.outbox import OutboxWorker
from agent.patience import Patience
from agent.promises.desk import PromiseDesk
from agent.proposals import ProposalDesk
from agent.reading_ahead import ReadingAhead
from agent.reasoning.embedded.name_likeness import NameLikeness
from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from agent.reasoning.fallback import FallbackReasoner
from agent.reasoning.llm.reasoner import LlmReasoner
from agent.reasoning.triage.model import TriageModel
from agent.review import ReviewService
from agent.runs import GraphRuns
from agent.service_watch import ServiceWatch
from agent.services import Ports
from agent.staff import StaffDesk
from agent.turns import TurnService
from agent.webhooks import WebhookDesk
from api.limits import RateLimits
from api.openai.threads import Threads
from api.services import Services
from backends.chatwoot.sender import ChatwootSender
from backends.connect import Backends, Stores, connect
from backends.health import BackendsHealth
from backends.settings import Settings
from backends.sql.analytics import SqlAnalytics
from backends.sql.audit import SqlAuditLog
from backends.sql.channels import SqlChannelThreads
from backends.sql.gaps import SqlGapStore
from backends.sql.inbox import SqlInbox
from backends.sql.ingest_jobs import SqlJobs
from backends.sql.queues import SqlQueues
from backends.sql.ratings import SqlRatings
from backends.sql.service_figures import SqlServiceFigures
from backends.sql.usage import SqlUsage
from backends.telemetry.metrics import PrometheusMetrics
from domain.clock import SystemClock
from domain.ids import ShopId
from domain.reasoner import Reasoner
from ingest.dask_preparer import DaskPreparer
from ingest.pictures import OcrPictureReader
from ingest.preparers import ProcessPreparer
from ingest.service import IngestService
from ingest.settings import IngestSettings

if TYPE_CHECKING:
    from backends.sandbox import SandboxStores


def compose(backends: Backends, reasoner: Reasoner | None = None) -> Services:
    """The services over connected backends: the very object that serving, chatting and evaluation run.

    Args:
        reasoner: in place of the one that the settings ask for.
    """
    stores, settings = backends.stores, backends.stores.settings
    ports = ports_over(stores, backends, reasoner or reasoner_of(backends), frozen=settings.now is not None)
    hub, runs = EventHub(), GraphRuns(backends.saver)
    analytics = SqlAnalytics(stores.database)
    turns = TurnService(
        ports,
        runs,
        hub,
        lease_seconds=settings.lease_seconds,
        max_running=settings.max_running_turns,
        turn_seconds=settings.turn_seconds,
        reply_seconds=settings.reply_seconds,
        burst_seconds=settings.burst_seconds,
        burst_pause_seconds=settings.burst_pause_seconds,
        evidence_seconds=settings.evidence_seconds,
    )
    notifier = WebhookWorker(stores.outbox, stores.webhooks, stores.webhook_sender)
    worker = OutboxWorker(ports, runs, hub, webhooks=notifier)
    ingestor, gap_store = ingestor_of(backends), SqlGapStore(stores.database)
    threads = SqlChannelThreads(stores.database)
    return Services(
        ports=ports,
        credentials=stores.credentials,
        accounts=stores.accounts,
        turns=turns,
        approvals=ApprovalDesk(ports),
        staff=StaffDesk(ports, hub),
        copilot=CopilotService(ports),
        analysis=AnalysisService(ports),
        erasure=ErasureService(ports, runs),
        review=ReviewService(ports),
        documents=backends.documents,
        uploads=stores.folder.uploads,
        ingestor=ingestor,
        gaps=GapDesk(gap_store, stores.shops, backends.reading_embedder, ingestor, ports.clock_of),
        analytics=analytics,
        service=ServiceWatch(ports, analytics),
        inbox=SqlInbox(stores.database),
        audit=SqlAuditLog(stores.database),
        figures=SqlServiceFigures(stores.database),
        proposals=ProposalDesk(ports),
        ratings=SqlRatings(stores.database),
        pictures=OcrPictureReader(IngestSettings()),
        threads=Threads(),
        chatwoot=ChatwootDesk(ports, turns, threads, stores.named_secrets.text_of),
        courier=Courier(ports, threads, ChatwootSender(stores.shops, stores.named_secrets)),
        health=BackendsHealth(backends),
        metrics=PrometheusMetrics(
            backends.registry, SqlQueues(stores.database), stores.promises, lambda: turns.running
        ),
        worker=worker,
        promises=PromiseDesk(stores.promises, stores.shops, stores.clock, frozen=settings.now is not None),
        webhooks=WebhookDesk(stores.webhooks, stores.webhook_sender),
        hub=hub,
        patience=Patience(ports, hub),
        reading_ahead=ReadingAhead(backends.documents, backends.reading_embedder),
        keeping=backends.keeping,
        limits=RateLimits(settings.rate_per_credential, settings.rate_per_shop, settings.rate_per_conversation),
        keep=timedelta(days=settings.retention_days) if settings.retention_days else None,
        page_origins=settings.origins,
        with_worker=settings.worker,
    )


def ports_over(stores: "Stores | SandboxStores", backends: Backends, reasoner: Reasoner, frozen: bool) -> Ports:
    """The outside of an agent that reads and writes these stores; documents are the installation's."""
    return Ports(
        shops=stores.shops,
        conversations=stores.conversations,
        approvals=stores.approvals,
        handoffs=stores.handoffs,
        outbox=stores.outbox,
        promises=stores.promises,
        copilot=stores.copilot,
        orders=stores.orders,
        search=backends.search,
        reasoner=reasoner,
        clock=stores.clock,
        frozen=frozen,
        observer=backends.observer,
        likeness=NameLikeness(backends.reading_embedder, TriageModel.centre()),
    )


def reasoner_of(backends: Backends) -> Reasoner:
    """The embedded reasoner, with the chat model before it where one is set up."""
    embedded = EmbeddedReasoner(backends.reading_embedder, aligner=backends.reading_embedder)
    settings = backends.stores.settings
    if not settings.has_llm:
        return embedded
    # The client takes a second to import; installations without a chat model should not wait for it.
    from backends.chat.circuit_breaker import CircuitBreaker
    from backends.chat.metered import MeteredChat
    from backends.chat.openai_compatible import OpenAICompatibleChat
    from backends.chat.tokens import count

    endpoint = OpenAICompatibleChat(settings.llm_model, settings.llm_base_url, settings.llm_api_key)
    stores, usage = backends.stores, SqlUsage(backends.stores.database)
    # The machine's clock: a shop whose clock stands still would never get a new day.
    metered = MeteredChat(
        CircuitBreaker(endpoint), usage, backends.observer, SystemClock(), stores.settings.llm_daily_tokens
    )
    return FallbackReasoner(LlmReasoner(metered, count=count), embedded)


def ingestor_of(backends: Backends) -> IngestService:
    """The ingest service over connected backends."""
    stores = backends.stores

    async def product_names(shop: ShopId) -> list[str]:
        return [product.name for product in await stores.orders.products(shop)]

    async def forget(shop: ShopId) -> None:
        await backends.search.refresh(shop)
        await ReadingAhead(backends.documents, backends.reading_embedder).forget()

    scheduler, tokens = stores.settings.dask_scheduler, stores.settings.chunk_tokens
    return IngestService(
        backends.documents,
        backends.vectors,
        backends.embedder,
        stores.shops.get_shop,
        stores.clock,
        IngestSettings(chunk_tokens=tokens, hard_tokens=2 * tokens),
        make_preparer=ProcessPreparer if scheduler is None else lambda _: DaskPreparer(scheduler),
        product_names=product_names,
        on_erased=forget,
        jobs=SqlJobs(stores.database, stores.folder.identity()),
        uploads=stores.folder.uploads,
    )


@asynccontextmanager
async def composed(settings: Settings) -> AsyncIterator[Services]:
    """Connect and compose; this process owns the data folder meanwhile."""
    async with connect(settings) as backends:
        yield compose(backends)
