"""``Ratings`` on SQL."""

from sqlalchemy import Connection, delete, select

from backends.sql.database import Database
from backends.sql.tables import ratings
from backends.sql.upsert import upsert
from backends.sql.vault import owner_in, seal
from domain.ids import ConversationId, ShopId
from domain.ratings import Rating


class SqlRatings:
    """One row a conversation."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def rate(self, shop: ShopId, rating: Rating) -> None:
        """Keep it in place of an earlier one."""

        def work(connection: Connection) -> None:
            comment = seal(owner_in(connection, rating.conversation_id), rating.comment)
            upsert(connection, ratings, [rating.model_dump() | {"shop": shop, "comment": comment}])

        await self._database.write(work)

    async def rating(self, shop: ShopId, conversation_id: ConversationId) -> Rating | None:
        """None: not rated."""
        found = select(ratings).where(ratings.c.shop == shop, ratings.c.conversation_id == conversation_id)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            return None
        return Rating(conversation_id=row.conversation_id, score=row.score, comment=row.comment, at=row.at)


def erase_rating(connection: Connection, conversation_id: ConversationId) -> None:
    """Its comment may say anything."""
    connection.execute(delete(ratings).where(ratings.c.conversation_id == conversation_id))
