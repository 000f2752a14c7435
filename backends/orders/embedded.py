"""The embedded order backend: ``OrderBackend`` and ``OrderImport`` over our own tables."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, select

from backends.orders.actions import carry_out
from backends.orders.importing import put_shop_data
from backends.sql.database import Database
from backends.sql.tables import coupons, customers, order_actions, orders, products, refunds, shipments, shops, stock
from backends.sql.vault import customer_owner, seal
from domain.clock import Clock
from domain.errors import StaleError
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, Product, Refund, Shipment, ShopData, StockLine
from domain.rules import Rules
from domain.shop import Shop


class SqlOrderBackend:
    """Ownership is in every WHERE clause: absent and foreign are one query and one answer."""

    def __init__(self, database: Database, clock: Clock, frozen: bool = False) -> None:
        """Args: database: open; clock: of the process; frozen: whether it goes before a shop's own clock."""
        self._database = database
        self._clock = clock
        self._frozen = frozen

    async def customer(self, shop: ShopId, customer: CustomerId) -> Customer | None:
        """The customer's own card."""
        bodies = await self._bodies(
            select(customers.c.body).where(customers.c.shop == shop, customers.c.id == customer)
        )
        return Customer.model_validate_json(bodies[0]) if bodies else None

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> list[Order]:
        """The customer's orders, newest first."""
        found = select(orders.c.body).where(_own(shop, customer))
        ordered = found.order_by(orders.c.created_at.desc(), orders.c.order_no.desc())
        return [Order.model_validate_json(body) for body in await self._bodies(ordered)]

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Order | None:
        """One order of this customer; None when absent or another's, at the same cost."""
        bodies = await self._bodies(select(orders.c.body).where(_own(shop, customer), orders.c.order_no == order_no))
        return Order.model_validate_json(bodies[0]) if bodies else None

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        """The parcels of one order of this customer."""
        of_order = and_(shipments.c.shop == orders.c.shop, shipments.c.order_no == orders.c.order_no)
        found = select(shipments.c.body).join(orders, of_order)
        mine = found.where(_own(shop, customer), orders.c.order_no == order_no)
        bodies = await self._bodies(mine.order_by(shipments.c.tracking_no))
        return [Shipment.model_validate_json(body) for body in bodies]

    async def refunds_of(self, shop: ShopId, customer: CustomerId, order_no: str | None = None) -> list[Refund]:
        """The customer's refunds, newest first."""
        of_order = and_(refunds.c.shop == orders.c.shop, refunds.c.order_no == orders.c.order_no)
        mine = select(refunds.c.body).join(orders, of_order).where(_own(shop, customer))
        if order_no is not None:
            mine = mine.where(orders.c.order_no == order_no)
        newest = mine.order_by(refunds.c.applied_at.desc(), refunds.c.refund_no.desc())
        return [Refund.model_validate_json(body) for body in await self._bodies(newest)]

    async def coupons_of(self, shop: ShopId, customer: CustomerId) -> list[Coupon]:
        """The customer's coupons."""
        found = select(coupons.c.body).where(coupons.c.shop == shop, coupons.c.customer_id == customer)
        bodies = await self._bodies(found.order_by(coupons.c.coupon_id))
        return [Coupon.model_validate_json(body) for body in bodies]

    async def products(self, shop: ShopId) -> list[Product]:
        """The catalogue."""
        found = select(products.c.body).where(products.c.shop == shop).order_by(products.c.sku, products.c.spec)
        return [Product.model_validate_json(body) for body in await self._bodies(found)]

    async def stock(self, shop: ShopId, skus: tuple[str, ...]) -> list[StockLine]:
        """Stock lines of these skus."""
        found = select(stock.c.body).where(stock.c.shop == shop, stock.c.sku.in_(skus))
        ordered = found.order_by(stock.c.sku, stock.c.spec, stock.c.warehouse)
        return [StockLine.model_validate_json(body) for body in await self._bodies(ordered)]

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        """Carry out an approved action; the same key again returns the first result and changes nothing.

        Raises:
            UnavailableError: nothing was changed and it may be tried again.
            StaleError: the key stands for another action.
        """
        asked = _request_hash(customer, name, args)

        def work(connection: Connection) -> ActionResult:
            # The order's row lock (or SQLite's write lock) makes a second call with the same key wait for the first.
            _lock_order(connection, shop, customer, args)
            before = select(order_actions.c.result, order_actions.c.request_hash).where(
                order_actions.c.shop == shop, order_actions.c.idempotency_key == idempotency_key
            )
            known = connection.execute(before).one_or_none()
            if known is not None:
                if known.request_hash not in (None, asked):
                    raise StaleError("This idempotency key stands for another action.")
                return ActionResult.model_validate_json(known.result)
            rules, now = self._circumstances(connection, shop)
            result = carry_out(connection, shop, customer, name, args, rules, now, idempotency_key)
            row = {
                "shop": shop,
                "idempotency_key": idempotency_key,
                "customer_id": customer,
                "name": name,
                "at": now,
                "result": seal(customer_owner(shop, customer), result.model_dump_json()),
                "request_hash": asked,
            }
            connection.execute(insert(order_actions), row)
            return result

        return await self._database.write(work)

    async def replace_data(self, shop: ShopId, data: ShopData) -> None:
        """Create or update everything named in the data, in one transaction."""
        await self._database.write(lambda connection: put_shop_data(connection, shop, data))

    def _circumstances(self, connection: Connection, shop: ShopId) -> tuple[Rules, datetime]:
        body = connection.execute(select(shops.c.body).where(shops.c.shop == shop)).scalar_one_or_none()
        stored = Shop.model_validate_json(body) if body is not None else Shop(id=shop)
        return stored.rules, self._clock.now() if self._frozen or stored.now is None else stored.now

    async def _bodies(self, found: Select[Any]) -> list[str]:
        return await self._database.read(lambda connection: list(connection.execute(found).scalars()))


def _own(shop: ShopId, customer: CustomerId) -> Any:
    return and_(orders.c.shop == shop, orders.c.customer_id == customer)


def _request_hash(customer: CustomerId, name: str, args: Mapping[str, object]) -> str:
    said = json.dumps([customer, name, dict(args)], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _lock_order(connection: Connection, shop: ShopId, customer: CustomerId, args: Mapping[str, object]) -> None:
    """Lock the order the action is about, or the customer's card where it is about none."""
    order_no = args.get("order_no")
    if isinstance(order_no, str):
        found: Select[Any] = select(orders.c.order_no).where(_own(shop, customer), orders.c.order_no == order_no)
    else:
        found = select(customers.c.id).where(customers.c.shop == shop, customers.c.id == customer)
    connection.execute(found.with_for_update()).first()
