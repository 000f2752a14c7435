"""``ShopStore`` on SQL."""

from sqlalchemy import select

from backends.sql.database import Database
from backends.sql.tables import shops
from backends.sql.upsert import upsert
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.shop import Shop


class SqlShopStore:
    """One row a shop, its settings as JSON."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def put_shop(self, shop: Shop) -> None:
        """Create or replace the shop of this id."""
        row = {"shop": shop.id, "body": shop.model_dump_json()}
        await self._database.write(lambda connection: upsert(connection, shops, [row]))

    async def get_shop(self, shop_id: ShopId) -> Shop:
        """The shop. Raises: NotFoundError."""
        found = select(shops.c.body).where(shops.c.shop == shop_id)
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        if body is None:
            raise NotFoundError("There is no such shop: create it with `kefu shop create` or `kefu shop import`.")
        return Shop.model_validate_json(body)

    async def list_shops(self) -> list[Shop]:
        """All shops by id."""
        found = select(shops.c.body).order_by(shops.c.shop)
        bodies = await self._database.read(lambda connection: connection.execute(found).scalars().all())
        return [Shop.model_validate_json(body) for body in bodies]
