"""``ApprovalStore`` on SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, or_, select, update

from backends.sql.approval_rows import approval_row, put_approval
from backends.sql.audit import append_audit
from backends.sql.database import Database
from backends.sql.notices import announce, approval_decided
from backends.sql.tables import approvals, conversations
from backends.sql.transcript import Transcript
from backends.sql.writes import apply_writes
from domain.approvals import Approval, ApprovalStatus
from domain.errors import NotFoundError, StaleError
from domain.ids import ApprovalId, ConversationId, CustomerId, ShopId
from domain.writes import Writes


class SqlApprovalStore:
    """Decisions are compare-and-sets on status, version and the hash of what was shown."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def approvals(self, shop: ShopId, status: ApprovalStatus | None = None, limit: int = 100) -> list[Approval]:
        """Oldest pending first."""
        found = select(approvals.c.body).where(approvals.c.shop == shop)
        if status is not None:
            found = found.where(approvals.c.status == status)
        pending_first = case((approvals.c.status == "pending", 0), else_=1)
        found = found.order_by(pending_first, approvals.c.created_at, approvals.c.approval_id).limit(limit)
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Approval.model_validate_json(body) for body in bodies]

    async def threads_of(self, shop: ShopId, customer_id: CustomerId) -> list[ApprovalId]:
        """Every approval of the customer, decided or not: each names a graph thread."""
        theirs = (conversations.c.customer_id == customer_id, conversations.c.owner == f"customer:{customer_id}")
        found = (
            select(approvals.c.approval_id)
            .join(conversations, conversations.c.conversation_id == approvals.c.conversation_id)
            .where(approvals.c.shop == shop, or_(*theirs))
            .order_by(approvals.c.created_at, approvals.c.approval_id)
        )
        ids = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [ApprovalId(each) for each in ids]

    async def threads_in(self, shop: ShopId, conversation_ids: tuple[ConversationId, ...]) -> list[ApprovalId]:
        """Every approval of these conversations, decided or not: each names a graph thread."""
        theirs = (approvals.c.shop == shop, approvals.c.conversation_id.in_(conversation_ids))
        found = select(approvals.c.approval_id).where(*theirs).order_by(approvals.c.approval_id)
        ids = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [ApprovalId(each) for each in ids]

    async def known(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that are approvals', of whatever shop."""
        found = select(approvals.c.approval_id).where(approvals.c.approval_id.in_(ids))
        return await self._database.read(lambda connection: set(connection.execute(found).scalars()))

    async def of_conversation(self, shop: ShopId, conversation_id: ConversationId) -> list[Approval]:
        """Everything that waits or waited in this conversation, oldest first."""
        found = select(approvals.c.body).where(approvals.c.shop == shop, approvals.c.conversation_id == conversation_id)
        found = found.order_by(approvals.c.created_at, approvals.c.approval_id)
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Approval.model_validate_json(body) for body in bodies]

    async def approval(self, shop: ShopId, approval_id: ApprovalId) -> Approval:
        """Raises: NotFoundError."""
        found = select(approvals.c.body).where(approvals.c.approval_id == approval_id, approvals.c.shop == shop)
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        if body is None:
            raise NotFoundError("There is no such approval.")
        return Approval.model_validate_json(body)

    async def decide(self, decided: Approval, shown: Approval, writes: Writes) -> None:
        """Store the decision and what follows from it, if what is stored still is what was shown.

        Raises: StaleError: it was decided already, has changed or has expired; nothing was written.
        """

        def work(connection: Connection) -> None:
            # The conversation before its approvals: begin() takes the two locks in this order.
            transcript = Transcript.open(connection, shown.shop, shown.conversation_id)
            _replace(connection, decided, shown)
            announce(connection, shown.shop, (approval_decided(decided),))
            apply_writes(connection, shown.shop, writes, transcript)
            transcript.save()

        await self._database.write(work)

    async def refresh(self, changed: Approval, shown: Approval, writes: Writes) -> None:
        """Replace a pending approval by a new version of it, with what goes with that. Raises: StaleError."""

        def work(connection: Connection) -> None:
            transcript = Transcript.open(connection, shown.shop, shown.conversation_id)
            _replace(connection, changed, shown)
            if changed.status != "pending":
                announce(connection, shown.shop, (approval_decided(changed),))
            apply_writes(connection, shown.shop, writes, transcript)
            transcript.save()

        await self._database.write(work)

    async def expire(self, shop: ShopId, at: datetime) -> list[Approval]:
        """Mark the shop's overdue approvals (``at``: on the shop's clock) expired and return them."""
        overdue = (
            select(approvals.c.body)
            .where(approvals.c.shop == shop, approvals.c.status == "pending", approvals.c.expires_at <= at)
            .order_by(approvals.c.expires_at)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> list[Approval]:
            found = [Approval.model_validate_json(body) for body in connection.execute(overdue).scalars().all()]
            expired = [approval.model_copy(update={"status": "expired"}) for approval in found]
            for approval in expired:
                put_approval(connection, approval)
            announce(connection, shop, [approval_decided(approval) for approval in expired])
            append_audit(connection, shop, [each.entry(at, "worker", "approval.expired", "time") for each in expired])
            return expired

        return await self._database.write(work)


def _replace(connection: Connection, changed: Approval, shown: Approval) -> None:
    if (changed.approval_id, changed.shop) != (shown.approval_id, shown.shop):
        raise ValueError("an approval is replaced by itself only")
    as_shown = update(approvals).where(
        approvals.c.approval_id == shown.approval_id,
        approvals.c.shop == shown.shop,
        approvals.c.status == "pending",
        approvals.c.version == shown.version,
        approvals.c.shown_hash == shown.shown_hash,
    )
    if changed.decided_at is not None:
        as_shown = as_shown.where(approvals.c.expires_at > changed.decided_at)
    if connection.execute(as_shown.values(approval_row(connection, changed))).rowcount != 1:
        raise StaleError("This approval was decided already or has changed since it was shown: look at it again.")
