"""What the routers call, composed once at an entry point."""

from dataclasses import dataclass

from agent.analysis import AnalysisService
from agent.approvals import ApprovalDesk
from agent.copilot.service import CopilotService
from agent.hub import EventHub
from agent.outbox import OutboxWorker
from agent.services import Ports
from agent.staff import StaffDesk
from agent.turns import TurnService
from api.limits import RateLimits
from domain.analytics import Analytics
from domain.credentials import Credentials
from domain.documents import DocumentStore, Ingestor
from domain.health import HealthCheck


@dataclass(frozen=True)
class Services:
    """Everything a request may reach."""

    ports: Ports
    credentials: Credentials
    turns: TurnService
    approvals: ApprovalDesk
    staff: StaffDesk
    copilot: CopilotService
    analysis: AnalysisService
    documents: DocumentStore
    ingestor: Ingestor
    analytics: Analytics
    health: HealthCheck
    worker: OutboxWorker
    hub: EventHub
    limits: RateLimits
    with_worker: bool = True
    """Run the outbox worker in this process; off where workers run on their own."""
