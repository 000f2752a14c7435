"""What the routers call, composed once at an entry point."""

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from agent.analysis import AnalysisService
from agent.approvals import ApprovalDesk
from agent.channels.chatwoot import ChatwootDesk
from agent.channels.courier import Courier
from agent.copilot.service import CopilotService
from agent.erasure import ErasureService
from agent.gaps.desk import GapDesk
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.patience import Patience
from agent.promises.desk import PromiseDesk
from agent.proposals import ProposalDesk
from agent.reading_ahead import ReadingAhead
from agent.review import ReviewService
from agent.service_watch import ServiceWatch
from agent.services import Ports
from agent.staff import StaffDesk
from agent.turns import TurnService
from agent.webhooks import WebhookDesk
from api.limits import RateLimits
from api.openai.threads import Threads
from domain.analytics import Analytics
from domain.audit import AuditTrail
from domain.credentials import Credentials
from domain.documents import DocumentStore, IndexKeeper, Ingestor
from domain.health import HealthCheck
from domain.inbox import Inbox
from domain.observing import Metrics
from domain.pictures import PictureReader
from domain.ratings import Ratings
from domain.service_figures import ServiceFigures
from domain.staff import StaffAccounts


@dataclass(frozen=True)
class Services:
    """Everything a request may reach."""

    ports: Ports
    credentials: Credentials
    accounts: StaffAccounts
    turns: TurnService
    approvals: ApprovalDesk
    staff: StaffDesk
    copilot: CopilotService
    analysis: AnalysisService
    erasure: ErasureService
    review: ReviewService
    documents: DocumentStore
    ingestor: Ingestor
    uploads: Path
    """Where files wait for their job, one folder a job."""
    gaps: GapDesk
    analytics: Analytics
    service: ServiceWatch
    inbox: Inbox
    audit: AuditTrail
    figures: ServiceFigures
    proposals: ProposalDesk
    ratings: Ratings
    pictures: PictureReader
    threads: Threads
    chatwoot: ChatwootDesk
    courier: Courier
    health: HealthCheck
    metrics: Metrics
    worker: OutboxWorker
    webhooks: WebhookDesk
    promises: PromiseDesk
    hub: EventHub
    patience: Patience
    reading_ahead: ReadingAhead
    keeping: IndexKeeper
    limits: RateLimits
    keep: timedelta | None = None
    """How long texts of quiet conversations are kept; None: for ever."""
    page_origins: tuple[str, ...] = ()
    """Sites whose pages may call the API from a browser; beside them only pages of this server."""
    with_worker: bool = True
    """Run the outbox worker in this process; off where workers run on their own."""

    def worker_jobs(self) -> list[Coroutine[Any, Any, None]]:
        """What has to run for ever in one process at least, however many there are."""
        jobs = [self.worker.run(), self.patience.watch(), self.service.watch(), self.courier.run()]
        return [*jobs, self.erasure.watch(self.keep)]
