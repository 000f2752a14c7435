"""Actions and drafts that wait for a person's decision."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import JsonValue

from domain.evidence import Citation, FactRef
from domain.ids import ActionId, ApprovalId, ConversationId, CustomerId, ShopId, TurnId
from domain.model import Frozen

if TYPE_CHECKING:
    from domain.writes import AuditEntry, Writes

ApprovalStatus = Literal["pending", "approved", "rejected", "expired", "stale"]
DecisionKind = Literal["approve", "edit", "reject"]

MONEY_ACTIONS = frozenset({"create_refund", "issue_coupon"})
"""Who proposed one of these can't approve it, and an unknown result is never retried."""


BOT = "bot"
"""The proposer of what a turn proposed; a person's is their credential."""


class ActionProposal(Frozen):
    """A typed change to the world, waiting."""

    action_id: ActionId
    name: str
    args: dict[str, JsonValue]
    preview: str
    eligibility: tuple[str, ...] = ()
    order_no: str | None = None
    order_version: str | None = None
    amount: int | None = None
    """Fen at stake, for the caps."""
    status: Literal["pending", "executing", "done", "refused", "failed", "unknown"] = "pending"
    """``failed``: certainly without effect after all tries; ``unknown``: nobody can say."""
    message: str = ""
    """What came of it, for the customer; empty until it ran."""


class DraftReply(Frozen):
    """A text waiting to be sent."""

    text: str
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactRef, ...] = ()


class Decision(Frozen):
    """What a person decided."""

    decision: DecisionKind
    version: int
    text: str | None = None
    """The edited draft."""
    args: dict[str, JsonValue] | None = None
    """The edited arguments."""
    reason: str | None = None


class Approval(Frozen):
    """The pending record; it binds to exactly what is shown."""

    approval_id: ApprovalId
    shop: ShopId
    conversation_id: ConversationId
    turn_id: TurnId
    customer_id: CustomerId | None
    kind: Literal["reply", "action"]
    status: ApprovalStatus = "pending"
    version: int = 1
    question: str
    """The customer's message."""
    draft: DraftReply | None = None
    action: ActionProposal | None = None
    checks: tuple[str, ...] = ()
    """Why it waits and what was checked."""
    proposer: str = BOT
    interrupt_id: str | None = None
    created_at: datetime
    expires_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision: Decision | None = None
    stale_reason: str = ""

    @property
    def shown_hash(self) -> str:
        """sha256 of what the person sees and decides on."""
        shown = self.model_dump(mode="json", include={"kind", "version", "question", "draft", "action"})
        return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def entry(self, at: datetime, actor: str, act: str, because: str) -> "AuditEntry":
        """What the audit log says of it; ``because`` is a word, never a text."""
        from domain.writes import AuditEntry

        detail: dict[str, JsonValue] = {"version": self.version, "hash": self.shown_hash, "because": because}
        return AuditEntry(at=at, actor=actor, act=act, subject=self.approval_id, detail=detail)


class ApprovalStore(Protocol):
    """Approvals; a decision is a compare-and-set with its effects in the same transaction."""

    async def approvals(self, shop: ShopId, status: ApprovalStatus | None = None, limit: int = 100) -> list[Approval]:
        """Oldest pending first."""
        ...

    async def threads_of(self, shop: ShopId, customer_id: CustomerId) -> list[ApprovalId]:
        """Every approval of the customer, decided or not: each names a graph thread."""
        ...

    async def threads_in(self, shop: ShopId, conversation_ids: tuple[ConversationId, ...]) -> list[ApprovalId]:
        """Every approval of these conversations, decided or not: each names a graph thread."""
        ...

    async def known(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that are approvals', of whatever shop."""
        ...

    async def of_conversation(self, shop: ShopId, conversation_id: ConversationId) -> list[Approval]:
        """Everything that waits or waited in this conversation, oldest first."""
        ...

    async def approval(self, shop: ShopId, approval_id: ApprovalId) -> Approval:
        """Raises: NotFoundError."""
        ...

    async def decide(self, decided: Approval, shown: Approval, writes: "Writes") -> None:
        """Store the decided approval if what is stored still is ``shown`` (pending, same version, same hash).

        Raises: StaleError: it was decided already or has changed since; nothing was written.
        """
        ...

    async def refresh(self, changed: Approval, shown: Approval, writes: "Writes") -> None:
        """Replace a pending approval by a new version of it, with what goes with that. Raises: StaleError."""
        ...

    async def expire(self, shop: ShopId, at: datetime) -> list[Approval]:
        """Mark the shop's overdue approvals (``at``: on the shop's clock) expired and return them."""
        ...
