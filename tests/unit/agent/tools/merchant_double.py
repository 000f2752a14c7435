"""A test double of a merchant's order system: one orders.json in memory, with every call counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.documents import KnowledgeQuery
from domain.errors import UnavailableError
from domain.evidence import Passage
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, Product, Refund, Shipment, ShopData, StockLine


@dataclass
class MerchantDouble:
    """Answers like a shop's system, from data; ``down`` makes every call fail."""

    data: ShopData
    down: bool = False
    calls: list[str] = field(default_factory=list)
    executed: list[str] = field(default_factory=list)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.down:
            raise UnavailableError("The order system doesn't answer; try again later.")

    async def customer(self, shop: ShopId, customer: CustomerId) -> Customer | None:
        self._called("customer")
        return next((c for c in self.data.customers if c.id == customer), None)

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> list[Order]:
        self._called("orders_of")
        own = [o for o in self.data.orders if o.customer_id == customer]
        return sorted(own, key=lambda o: o.created_at, reverse=True)

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Order | None:
        self._called("order")
        return next((o for o in self.data.orders if o.customer_id == customer and o.order_no == order_no), None)

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        self._called("shipments_of")
        own = {o.order_no for o in self.data.orders if o.customer_id == customer}
        return [s for s in self.data.shipments if s.order_no == order_no and order_no in own]

    async def refunds_of(self, shop: ShopId, customer: CustomerId, order_no: str | None = None) -> list[Refund]:
        self._called("refunds_of")
        own = {o.order_no for o in self.data.orders if o.customer_id == customer}
        return [r for r in self.data.refunds if r.order_no in own and order_no in (None, r.order_no)]

    async def coupons_of(self, shop: ShopId, customer: CustomerId) -> list[Coupon]:
        self._called("coupons_of")
        return [c for c in self.data.coupons if c.customer_id == customer]

    async def products(self, shop: ShopId) -> list[Product]:
        self._called("products")
        return list(self.data.products)

    async def stock(self, shop: ShopId, skus: tuple[str, ...]) -> list[StockLine]:
        self._called("stock")
        return [s for s in self.data.stock if s.sku in skus]

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        self.executed.append(name)
        return ActionResult(status="done", message="")


@dataclass
class SearchDouble:
    """A search of documents that finds what it is given; ``down`` makes it fail."""

    passages: tuple[Passage, ...] = ()
    down: bool = False

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        if self.down:
            raise UnavailableError("The search doesn't answer; try again later.")
        return list(self.passages)

    async def spelled(self, shop: ShopId, text: str) -> str:
        return text

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        return frozenset()
