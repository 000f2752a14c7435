"""API keys as rows: only a hash of the secret is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from backends.sql.database import Database
from backends.sql.tables import keys, shops
from domain.credentials import Key
from domain.errors import NotFoundError
from domain.ids import ShopId


class SqlKeys:
    """The table behind ``backends.credentials``."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def add(self, key: Key, secret_hash: str) -> None:
        """Keep a new key under the hash of its secret. Raises: NotFoundError: no such shop."""
        if not await self.shop_exists(key.shop):
            raise NotFoundError("There is no such shop: create it with `kefu shop create` or `kefu shop import`.")
        row = key.model_dump() | {"role": key.role.value, "secret_hash": secret_hash}
        await self._database.write(lambda connection: connection.execute(insert(keys), row))

    async def find(self, secret_hash: str) -> Key | None:
        """The key of this secret, revoked or not: one look into a unique index."""
        found = select(keys).where(keys.c.secret_hash == secret_hash)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        return None if row is None else _key_of(row)

    async def of_shop(self, shop: ShopId) -> list[Key]:
        """The shop's keys, oldest first."""
        found = select(keys).where(keys.c.shop == shop).order_by(keys.c.created_at, keys.c.key_id)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [_key_of(row) for row in rows]

    async def revoke(self, shop: ShopId, key_id: str, at: datetime) -> None:
        """End a key; one that ended before keeps its time. Raises: NotFoundError."""
        mine = (keys.c.key_id == key_id, keys.c.shop == shop)
        ended = update(keys).where(*mine, keys.c.revoked_at.is_(None)).values(revoked_at=at)
        await self._database.write(lambda connection: connection.execute(ended))
        found = select(keys.c.key_id).where(*mine)
        if await self._database.read(lambda connection: connection.execute(found).first()) is None:
            raise NotFoundError("There is no such key.")

    async def shop_exists(self, shop: ShopId) -> bool:
        """Whether credentials of this shop can be valid."""
        found = select(shops.c.shop).where(shops.c.shop == shop)
        return await self._database.read(lambda connection: connection.execute(found).first()) is not None


def _key_of(row: Row[Any]) -> Key:
    return Key(key_id=row.key_id, shop=row.shop, role=row.role, created_at=row.created_at, revoked_at=row.revoked_at)
