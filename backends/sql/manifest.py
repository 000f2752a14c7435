"""The manifest's version: one number a shop, counted up whenever another generation goes live or a document goes."""

from sqlalchemy import Connection, select, update

from backends.sql.tables import manifests
from backends.sql.upsert import insert_new
from domain.ids import ShopId


def flip(connection: Connection, shop: ShopId) -> None:
    """Count the version up, inside the transaction that changes what is live."""
    if not insert_new(connection, manifests, {"shop": shop, "version": 1}):
        mine = update(manifests).where(manifests.c.shop == shop)
        connection.execute(mine.values(version=manifests.c.version + 1))


def manifest_version(connection: Connection, shop: ShopId) -> int:
    """The version; 0 for a shop without documents."""
    found = select(manifests.c.version).where(manifests.c.shop == shop)
    return connection.execute(found).scalar_one_or_none() or 0
