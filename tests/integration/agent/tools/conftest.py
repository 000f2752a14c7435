"""The real embedded order backend."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from backends.orders.embedded import SqlOrderBackend
from backends.sql.database import connect_database
from backends.sql.shops import SqlShopStore
from domain.clock import FrozenClock
from domain.orders import Order
from tests.integration.agent.tools.shop_counter import NOW, SHOP, data

Stocked = Callable[..., Awaitable[SqlOrderBackend]]


@pytest.fixture
async def with_orders(tmp_path: Path) -> AsyncIterator[Stocked]:
    """Makes a backend with these orders on SQLite."""
    database = connect_database(f"sqlite:///{tmp_path / 'kefu.db'}")

    await SqlShopStore(database).put_shop(SHOP)

    async def make(*orders: Order) -> SqlOrderBackend:
        backend = SqlOrderBackend(database, FrozenClock(NOW))
        await backend.replace_data(SHOP.id, data(*orders))
        return backend

    yield make
    database.close()
