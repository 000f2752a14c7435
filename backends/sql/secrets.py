"""``SecretStore`` on SQL: only sealed texts reach the database."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from backends.sealing import Seal
from backends.sql.database import Database
from backends.sql.tables import secrets, shops
from backends.sql.upsert import upsert
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.secrets import StoredSecret


class SqlSecretStore:
    """Sealed for their shop and name."""

    def __init__(self, database: Database, seal: Seal) -> None:
        """Args: database: open; stays the caller's."""
        self._database, self._seal = database, seal

    async def put_secret(self, shop: ShopId, name: str, text: str, at: datetime) -> None:
        """Create or replace it. Raises: NotFoundError: no such shop."""
        row = {"shop": shop, "name": name, "sealed": self._seal.seal(text, _purpose(shop, name)), "created_at": at}

        def work(connection: Connection) -> None:
            if connection.execute(select(shops.c.shop).where(shops.c.shop == shop)).first() is None:
                raise NotFoundError("There is no such shop.")
            upsert(connection, secrets, [row])

        await self._database.write(work)

    async def secret(self, shop: ShopId, name: str) -> str:
        """Its text. Raises: NotFoundError, ConfigurationError: it was sealed under another key."""
        found = select(secrets.c.sealed).where(secrets.c.shop == shop, secrets.c.name == name)
        sealed = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        if sealed is None:
            raise NotFoundError("There is no stored secret of this name; `kefu secret set NAME --shop S` stores one.")
        return self._seal.open(sealed, _purpose(shop, name))

    async def secrets(self, shop: ShopId) -> list[StoredSecret]:
        """The shop's, by name."""
        found = select(secrets.c.name, secrets.c.created_at).where(secrets.c.shop == shop).order_by(secrets.c.name)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [StoredSecret(name=row.name, created_at=row.created_at) for row in rows]

    async def remove_secret(self, shop: ShopId, name: str) -> None:
        """Raises: NotFoundError."""
        gone = delete(secrets).where(secrets.c.shop == shop, secrets.c.name == name)
        if await self._database.write(lambda connection: connection.execute(gone).rowcount) != 1:
            raise NotFoundError("There is no stored secret of this name; `kefu secret list` shows them.")


def _purpose(shop: ShopId, name: str) -> str:
    return f"secret:{shop}:{name}"
