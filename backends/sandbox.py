"""One shop's stores on their own, for a sample of an evaluation: nothing that happens there reaches the shop."""

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, event, func, insert, select
from sqlalchemy.engine.interfaces import DBAPIConnection

from backends.connect import Stores
from backends.orders.by_shop import ShopOrderBackends
from backends.orders.embedded import SqlOrderBackend
from backends.sealing import Seal
from backends.secrets import CredentialSource
from backends.sql.approvals import SqlApprovalStore
from backends.sql.conversations import SqlConversationStore
from backends.sql.copilot import SqlCopilotStore
from backends.sql.database import READERS, Database, Threads, connect_database
from backends.sql.engine import open_engine
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.outbox import SqlOutboxStore
from backends.sql.promises import SqlPromiseStore
from backends.sql.secrets import SqlSecretStore
from backends.sql.shops import SqlShopStore
from backends.sql.tables import (
    coupons,
    customers,
    order_actions,
    orders,
    products,
    refunds,
    secrets,
    shipments,
    shops,
    stock,
)
from domain.clock import Clock, FrozenClock
from domain.errors import UnavailableError
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, Product, Refund, Shipment, ShopData, StockLine

_COPIED: tuple[Table, ...] = (shops, secrets, customers, products, orders, shipments, refunds, stock, coupons)


class SandboxOrders(ShopOrderBackends):
    """Reads as the shop does; actions are carried out on the copied orders only, never in a merchant's system."""

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        """Raises: UnavailableError: the shop's orders lie in the merchant's own system."""
        settings = await self._shops.get_shop(shop)
        if settings.order_backend is not None:
            raise UnavailableError("An evaluation never changes a merchant's own system; import orders to try actions.")
        return await self._embedded.execute(shop, customer, name, args, idempotency_key)


@dataclass(frozen=True)
class SandboxStores:
    """The stores of one sample."""

    database: Database
    clock: Clock
    shops: SqlShopStore
    conversations: SqlConversationStore
    approvals: SqlApprovalStore
    handoffs: SqlHandoffStore
    outbox: SqlOutboxStore
    promises: SqlPromiseStore
    copilot: SqlCopilotStore
    orders: SandboxOrders

    async def executed(self) -> int:
        """How many actions were carried out."""
        count = select(func.count()).select_from(order_actions)
        return await self.database.read(lambda connection: connection.execute(count).scalar_one())


class Sandbox:
    """A template of the shop, copied for each sample: a file copy takes a millisecond, a migration a second."""

    def __init__(self, stores: Stores, folder: Path) -> None:
        """Args: stores: of the installation, only read; folder: for the copies, the caller's to remove."""
        self._stores, self._folder = stores, folder
        self._template = folder / "template.db"
        self._number = 0
        # Starting threads for each sample would cost more than all that the sample writes.
        self._threads = Threads()

    def close(self) -> None:
        """Once no sample is under way any more."""
        self._threads.close()

    async def prepare(self, shop: ShopId) -> ShopData:
        """Make the template from this shop's rows and say what is in it. Raises: NotFoundError."""
        await self._stores.shops.get_shop(shop)
        rows = await self._stores.database.read(lambda connection: _rows(connection, shop))
        database = connect_database(f"sqlite:///{self._template}")
        await database.write(lambda connection: _put(connection, rows))
        await database.forget_old_pages()
        database.close()
        return _shop_data(rows)

    @asynccontextmanager
    async def stores(self, now: datetime | None) -> AsyncIterator[SandboxStores]:
        """Stores for one sample, gone afterwards. ``now`` goes before the shop's and the process's clock."""
        self._number += 1
        place = self._folder / f"{self._number}"
        place.mkdir()
        path = place / "sample.db"
        shutil.copyfile(self._template, path)
        engine = open_engine(f"sqlite:///{path}", pool_size=READERS + 1)
        # Nothing of a sample has to survive a crash, so nothing waits for the disk.
        event.listen(engine, "connect", _forgo_syncing)
        database = Database(engine, self._threads)
        made = self._stores_over(database, now)
        try:
            yield made
        finally:
            await made.orders.close()
            database.close()
            shutil.rmtree(place, ignore_errors=True)

    def _stores_over(self, database: Database, now: datetime | None) -> SandboxStores:
        settings = self._stores.settings
        clock: Clock = FrozenClock(now) if now else self._stores.clock
        shop_store = SqlShopStore(database)
        secret_store = SqlSecretStore(database, Seal(self._stores.folder.secrets().seal_key))
        embedded = SqlOrderBackend(database, clock, frozen=now is not None or settings.now is not None)
        return SandboxStores(
            database=database,
            clock=clock,
            shops=shop_store,
            conversations=SqlConversationStore(database),
            approvals=SqlApprovalStore(database),
            handoffs=SqlHandoffStore(database),
            outbox=SqlOutboxStore(database),
            promises=SqlPromiseStore(database),
            copilot=SqlCopilotStore(database),
            orders=SandboxOrders(embedded, shop_store, CredentialSource(secret_store, os.environ)),
        )


@asynccontextmanager
async def sandbox(stores: Stores) -> AsyncIterator[Sandbox]:
    """A sandbox in a temporary folder."""
    with TemporaryDirectory(prefix="kefu-samples-", ignore_cleanup_errors=True) as folder:
        made = Sandbox(stores, Path(folder))
        try:
            yield made
        finally:
            made.close()


def _forgo_syncing(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def _rows(connection: Connection, shop: ShopId) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for table in _COPIED:
        rows = connection.execute(select(table).where(table.c.shop == shop)).mappings()
        found[table.name] = [dict(row) for row in rows]
    return found


def _put(connection: Connection, rows: dict[str, list[dict[str, object]]]) -> None:
    for table in _COPIED:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def _shop_data(rows: dict[str, list[dict[str, object]]]) -> ShopData:
    def bodies(table: Table) -> list[str]:
        return [str(row["body"]) for row in rows[table.name]]

    return ShopData(
        customers=tuple(Customer.model_validate_json(body) for body in bodies(customers)),
        products=tuple(Product.model_validate_json(body) for body in bodies(products)),
        orders=tuple(Order.model_validate_json(body) for body in bodies(orders)),
        shipments=tuple(Shipment.model_validate_json(body) for body in bodies(shipments)),
        refunds=tuple(Refund.model_validate_json(body) for body in bodies(refunds)),
        stock=tuple(StockLine.model_validate_json(body) for body in bodies(stock)),
        coupons=tuple(Coupon.model_validate_json(body) for body in bodies(coupons)),
    )
