"""Tokens of the chat model by shop and day: what the ceiling is measured against, by all processes together."""

from sqlalchemy import Connection, select

from backends.sql.database import Database
from backends.sql.tables import llm_usage
from backends.sql.upsert import add_to
from domain.ids import ShopId


class SqlUsage:
    """One row a shop and day."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def used(self, shop: ShopId, day: str) -> int:
        """Tokens so far; ``day`` like 2026-11-25. Raises: UnavailableError."""
        found = select(llm_usage.c.tokens).where(llm_usage.c.shop == shop, llm_usage.c.day == day)
        return await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none()) or 0

    async def add(self, shop: ShopId, day: str, tokens: int) -> None:
        """Count more. Raises: UnavailableError."""

        def work(connection: Connection) -> None:
            add_to(connection, llm_usage, {"shop": shop, "day": day}, {"tokens": tokens})

        await self._database.write(work)

    async def days(self, shop: ShopId) -> dict[str, int]:
        """Tokens by day, latest first."""
        found = select(llm_usage.c.day, llm_usage.c.tokens).where(llm_usage.c.shop == shop)
        rows = await self._database.read(
            lambda connection: connection.execute(found.order_by(llm_usage.c.day.desc())).all()
        )
        return {row.day: row.tokens for row in rows}
