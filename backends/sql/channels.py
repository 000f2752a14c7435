"""``ChannelThreads`` on SQL."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from backends.sql.database import Database
from backends.sql.tables import channel_threads, conversations
from backends.sql.upsert import insert_new
from domain.channels import Channel, ChannelThread
from domain.ids import ConversationId, ShopId

THREADS = channel_threads.c
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


class SqlChannelThreads:
    """A claim is the row's own due time, moved on by compare-and-set."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def find(self, shop: ShopId, channel: Channel, external_id: str, owner: str) -> ConversationId | None:
        """The latest conversation of this owner in that thread."""
        mine = conversations.c.conversation_id == THREADS.conversation_id
        found = (
            select(THREADS.conversation_id)
            .join(conversations, mine)
            .where(THREADS.shop == shop, THREADS.channel == channel, THREADS.external_id == external_id)
            .where(conversations.c.owner == owner)
            .order_by(conversations.c.created_at.desc())
            .limit(1)
        )
        return await self._database.read(lambda connection: connection.execute(found).scalar())

    async def keep(self, thread: ChannelThread, until: datetime) -> None:
        """Know the thread, and look after it until then."""
        row = thread.model_dump() | {"due_at": _ALWAYS, "active_until": until}
        longer = update(channel_threads).where(THREADS.conversation_id == thread.conversation_id)

        def work(connection: Connection) -> None:
            insert_new(connection, channel_threads, row)
            connection.execute(longer.values(active_until=until))

        await self._database.write(work)

    async def claim_due(self, at: datetime, until: datetime, limit: int = 20) -> list[ChannelThread]:
        """Threads with news, for this worker alone until then."""
        news = (
            select(channel_threads)
            .join(conversations, conversations.c.conversation_id == THREADS.conversation_id)
            .where(THREADS.active_until > at, THREADS.due_at <= at, conversations.c.last_event > THREADS.delivered)
            .order_by(THREADS.due_at)
            .limit(limit)
        )
        rows = await self._database.read(lambda connection: connection.execute(news).all())
        if not rows:
            return []

        def work(connection: Connection) -> list[ChannelThread]:
            mine = []
            for row in rows:
                still = (THREADS.conversation_id == row.conversation_id) & (THREADS.due_at == row.due_at)
                if connection.execute(update(channel_threads).where(still).values(due_at=until)).rowcount == 1:
                    mine.append(ChannelThread.model_validate(dict(row._mapping), extra="ignore"))
            return mine

        return await self._database.write(work)

    async def note_delivered(self, thread: ChannelThread, event: int) -> None:
        """The log is carried over up to this event."""
        await self._change(thread, delivered=event, attempts=0)

    async def put_back(self, thread: ChannelThread, due_at: datetime, failed: bool) -> None:
        """Not before then again; ``failed`` counts a try."""
        await self._change(thread, due_at=due_at, attempts=thread.attempts + 1 if failed else 0)

    async def _change(self, thread: ChannelThread, **change: object) -> None:
        mine = update(channel_threads).where(THREADS.conversation_id == thread.conversation_id).values(**change)
        await self._database.write(lambda connection: connection.execute(mine))
