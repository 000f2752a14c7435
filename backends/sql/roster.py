"""Whose shop it is: the ids of a shop's customers and orders."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from backends.sql.database import Database
from backends.sql.tables import customers, orders
from domain.ids import ShopId


class Roster(NamedTuple):
    """Ids of the embedded order store."""

    customers: frozenset[str]
    order_nos: frozenset[str]


async def roster_of(database: Database, shop: ShopId) -> Roster:
    """All of them."""

    def work(connection: Connection) -> Roster:
        of_customers = connection.execute(select(customers.c.id).where(customers.c.shop == shop)).scalars()
        of_orders = connection.execute(select(orders.c.order_no).where(orders.c.shop == shop)).scalars()
        return Roster(frozenset(of_customers), frozenset(of_orders))

    return await database.read(work)
