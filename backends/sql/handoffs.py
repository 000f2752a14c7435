"""``HandoffStore`` on SQL."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, select

from backends.sql.custody import hand_back, take_over
from backends.sql.database import Database
from backends.sql.handoff_rows import unresolved_handoffs
from backends.sql.tables import handoffs
from backends.sql.transcript import Transcript
from domain.errors import NotFoundError, StaleError
from domain.handoffs import Handoff, HandoffStatus
from domain.ids import ConversationId, HandoffId, ShopId


class SqlHandoffStore:
    """A handoff and its conversation change hands in one transaction."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def handoffs(self, shop: ShopId, status: HandoffStatus | None = None, limit: int = 100) -> list[Handoff]:
        """By priority, then oldest first."""
        found = select(handoffs.c.body).where(handoffs.c.shop == shop)
        if status is not None:
            found = found.where(handoffs.c.status == status)
        found = found.order_by(handoffs.c.priority, handoffs.c.created_at, handoffs.c.handoff_id).limit(limit)
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Handoff.model_validate_json(body) for body in bodies]

    async def handoff(self, shop: ShopId, handoff_id: HandoffId) -> Handoff:
        """Raises: NotFoundError."""
        return await self._database.read(lambda connection: _handoff(connection, shop, handoff_id))

    async def open_handoff(self, shop: ShopId, conversation_id: ConversationId) -> Handoff | None:
        """The conversation's unresolved handoff, the most urgent one if there are several."""
        found = (
            select(handoffs.c.body)
            .where(
                handoffs.c.conversation_id == conversation_id,
                handoffs.c.shop == shop,
                handoffs.c.status != "resolved",
            )
            .order_by(handoffs.c.priority, handoffs.c.created_at)
            .limit(1)
        )
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        return None if body is None else Handoff.model_validate_json(body)

    async def resolved_handoffs(self, shop: ShopId, conversation_id: ConversationId) -> list[Handoff]:
        """The conversation's earlier ones, latest first."""
        found = (
            select(handoffs.c.body)
            .where(
                handoffs.c.conversation_id == conversation_id,
                handoffs.c.shop == shop,
                handoffs.c.status == "resolved",
            )
            .order_by(handoffs.c.created_at.desc(), handoffs.c.handoff_id)
        )
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Handoff.model_validate_json(body) for body in bodies]

    async def claim_handoff(self, shop: ShopId, handoff_id: HandoffId, staff: str, at: datetime) -> Handoff:
        """Claim it and its conversation in one transaction. Raises: StaleError: another person has it."""
        return await self._change(shop, handoff_id, lambda transcript: take_over(transcript, staff, at))

    async def resolve_handoff(self, shop: ShopId, handoff_id: HandoffId, staff: str, at: datetime) -> Handoff:
        """Done; the conversation goes back to the bot, unless it is frozen. Raises: StaleError: resolved already."""
        return await self._change(shop, handoff_id, lambda transcript: hand_back(transcript, staff, at, thaw=False))

    async def _change(self, shop: ShopId, handoff_id: HandoffId, change: Callable[[Transcript], None]) -> Handoff:
        def work(connection: Connection) -> Handoff:
            # Unlocked, to learn the conversation, whose lock comes first everywhere; looked at again under it.
            conversation_id = _handoff(connection, shop, handoff_id).conversation_id
            transcript = Transcript.open(connection, shop, conversation_id)
            if handoff_id not in {each.handoff_id for each in unresolved_handoffs(connection, conversation_id)}:
                raise StaleError("This handoff is resolved already.")
            change(transcript)
            return _handoff(connection, shop, handoff_id)

        return await self._database.write(work)


def _handoff(connection: Connection, shop: ShopId, handoff_id: HandoffId) -> Handoff:
    found = select(handoffs.c.body).where(handoffs.c.handoff_id == handoff_id, handoffs.c.shop == shop)
    body = connection.execute(found).scalar_one_or_none()
    if body is None:
        raise NotFoundError("There is no such handoff.")
    return Handoff.model_validate_json(body)
