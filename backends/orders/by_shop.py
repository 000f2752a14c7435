"""Each shop's own order system: the one shop.yaml names, or the embedded one."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backends.orders.embedded import SqlOrderBackend
from backends.orders.http.backend import HttpOrderBackend
from backends.orders.http.client import OrderClient
from backends.orders.kuaidi100.service import Kuaidi100
from backends.orders.tracked import TrackedOrders
from backends.secrets import CredentialSource
from domain.connections import LogisticsLink, OrderBackendLink
from domain.errors import ConfigurationError, NotFoundError, UnavailableError
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, OrderBackend, Product, Refund, Shipment, StockLine
from domain.shop import ShopStore

FRESH_SECONDS = 5.0
"""How long a shop's links are taken as they were; a changed shop.yaml holds after that."""


Links = tuple[OrderBackendLink | None, LogisticsLink | None, tuple[str, ...]]


@dataclass
class _Linked:
    links: Links
    backend: OrderBackend
    clients: tuple[OrderClient | Kuaidi100, ...]
    read_at: float


class ShopOrderBackends:
    """``OrderBackend`` that asks the right system of the shop."""

    def __init__(
        self,
        embedded: SqlOrderBackend,
        shops: ShopStore,
        credentials: CredentialSource,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: embedded: for shops without a system of their own."""
        self._embedded, self._shops, self._credentials, self._monotonic = embedded, shops, credentials, monotonic
        self._linked: dict[ShopId, _Linked] = {}
        self._linking = asyncio.Lock()
        self._left: list[OrderClient | Kuaidi100] = []
        """Of links that have changed; calls may still be under way."""

    async def of(self, shop: ShopId) -> OrderBackend:
        """The shop's system. Raises: UnavailableError: its credential is missing."""
        if (known := self._fresh(shop)) is not None:
            return known
        # One at a time: look-ups run side by side, and a second link would close the first one's connections.
        async with self._linking:
            return self._fresh(shop) or await self._read(shop)

    def _fresh(self, shop: ShopId) -> OrderBackend | None:
        known = self._linked.get(shop)
        fresh = known is not None and self._monotonic() - known.read_at < FRESH_SECONDS
        return known.backend if known is not None and fresh else None

    async def _read(self, shop: ShopId) -> OrderBackend:
        try:
            settings = await self._shops.get_shop(shop)
        except NotFoundError:
            return self._embedded
        wanted = [link.credential for link in (settings.order_backend, settings.logistics) if link]
        try:
            secrets = tuple([await self._credentials.text_of(shop, each) for each in wanted])
        except ConfigurationError as error:
            # Not the embedded orders instead: they would be taken for the merchant's.
            raise UnavailableError(f"The shop's systems can't be reached. {error}") from None
        links = (settings.order_backend, settings.logistics, secrets)
        known = self._linked.get(shop)
        if known is not None and known.links == links:
            # The same again keeps its connections and its circuit.
            known.read_at = self._monotonic()
            return known.backend
        if known is not None:
            self._left.extend(known.clients)
        self._linked[shop] = made = self._link(links)
        return made.backend

    def _link(self, links: Links) -> _Linked:
        orders, logistics, secrets = links
        backend: OrderBackend = self._embedded
        clients: list[OrderClient | Kuaidi100] = []
        if orders is not None:
            client = OrderClient(orders, secrets[0])
            backend, clients = HttpOrderBackend(client, orders.attempts), [client]
        if logistics is not None:
            service = Kuaidi100(logistics, secrets[-1])
            backend, clients = TrackedOrders(backend, service), [*clients, service]
        return _Linked(links, backend, tuple(clients), self._monotonic())

    async def close(self) -> None:
        """Close every connection."""
        for client in (*self._left, *(each for linked in self._linked.values() for each in linked.clients)):
            await client.close()
        self._linked, self._left = {}, []

    async def customer(self, shop: ShopId, customer: CustomerId) -> Customer | None:
        """The customer's own card."""
        return await (await self.of(shop)).customer(shop, customer)

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> list[Order]:
        """The customer's orders, newest first."""
        return await (await self.of(shop)).orders_of(shop, customer)

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Order | None:
        """One order of this customer; None when absent or another's."""
        return await (await self.of(shop)).order(shop, customer, order_no)

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        """The parcels of one order of this customer."""
        return await (await self.of(shop)).shipments_of(shop, customer, order_no)

    async def refunds_of(self, shop: ShopId, customer: CustomerId, order_no: str | None = None) -> list[Refund]:
        """The customer's refunds, newest first."""
        return await (await self.of(shop)).refunds_of(shop, customer, order_no)

    async def coupons_of(self, shop: ShopId, customer: CustomerId) -> list[Coupon]:
        """The customer's coupons."""
        return await (await self.of(shop)).coupons_of(shop, customer)

    async def products(self, shop: ShopId) -> list[Product]:
        """The catalogue."""
        return await (await self.of(shop)).products(shop)

    async def stock(self, shop: ShopId, skus: tuple[str, ...]) -> list[StockLine]:
        """Stock lines of these skus."""
        return await (await self.of(shop)).stock(shop, skus)

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        """Carry out an approved action. Raises: UnavailableError: nothing was changed."""
        return await (await self.of(shop)).execute(shop, customer, name, args, idempotency_key)
