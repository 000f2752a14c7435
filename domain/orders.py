"""Orders, parcels and what hangs on them, and the port to the shop's order system."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from pydantic import JsonValue

from domain.ids import CustomerId, ShopId
from domain.model import Frozen

OrderStatus = Literal["待付款", "待发货", "已发货", "已签收", "退款中", "已完成", "已取消"]


class Customer(Frozen):
    """A customer as the shop knows them."""

    id: CustomerId
    name: str = ""
    phone: str = ""
    tier: str = ""
    address: str = ""


class Product(Frozen):
    """A thing on sale. Price in fen."""

    sku: str
    name: str
    spec: str = ""
    price: int = 0
    category: str = ""


class OrderItem(Frozen):
    """One line of an order. Unit price in fen."""

    sku: str = ""
    name: str
    spec: str = ""
    qty: int = 1
    unit_price: int = 0


class Order(Frozen):
    """An order. Amounts in fen, times aware."""

    order_no: str
    customer_id: CustomerId
    status: OrderStatus
    created_at: datetime
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    signed_at: datetime | None = None
    completed_at: datetime | None = None
    items: tuple[OrderItem, ...] = ()
    goods_amount: int = 0
    freight: int = 0
    tax: int = 0
    discount: int = 0
    total: int = 0
    pay_method: str = ""
    warehouse: str = ""
    receiver_name: str = ""
    receiver_phone: str = ""
    address: str = ""
    buyer_note: str = ""
    seller_note: str = ""
    """For people only."""
    tracking_no: str | None = None
    extra: dict[str, JsonValue] = {}
    """Any further field of the file, usable by rules and shown to people."""
    version: str = ""
    """Fingerprint of the content; changes with any change."""


class ShipmentEvent(Frozen):
    """One scan of a parcel."""

    time: datetime
    place: str = ""
    text: str = ""


class Shipment(Frozen):
    """A parcel; events oldest first."""

    tracking_no: str
    order_no: str
    carrier: str = ""
    status: str = ""
    events: tuple[ShipmentEvent, ...] = ()


class RefundEvent(Frozen):
    """One step of a refund."""

    time: datetime
    text: str


class Refund(Frozen):
    """A refund or return case. Amount in fen."""

    refund_no: str
    order_no: str
    type: str = ""
    reason: str = ""
    amount: int = 0
    status: str = ""
    applied_at: datetime | None = None
    updated_at: datetime | None = None
    timeline: tuple[RefundEvent, ...] = ()


class StockLine(Frozen):
    """What lies in one warehouse."""

    sku: str
    name: str = ""
    spec: str = ""
    warehouse: str = ""
    qty: int = 0
    restock_note: str = ""


class Coupon(Frozen):
    """A coupon of a customer. Threshold and amount in fen."""

    coupon_id: str
    customer_id: CustomerId
    name: str = ""
    threshold: int = 0
    amount: int = 0
    scope: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    status: str = ""
    note: str = ""


class ShopData(Frozen):
    """The content of orders.json."""

    customers: tuple[Customer, ...] = ()
    products: tuple[Product, ...] = ()
    orders: tuple[Order, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    stock: tuple[StockLine, ...] = ()
    coupons: tuple[Coupon, ...] = ()


class ActionResult(Frozen):
    """What came of an execution."""

    status: Literal["done", "refused", "unknown"]
    """``unknown``: it may or may not have happened; a money action is then not retried."""
    message: str
    """For the customer, in Chinese."""
    ref: str = ""
    """Number of what was created, e.g. a refund number."""


class OrderBackend(Protocol):
    """The shop's order and logistics system. Ownership is part of every query: a foreign order is as absent as none."""

    async def customer(self, shop: ShopId, customer: CustomerId) -> Customer | None:
        """The customer's own card."""
        ...

    async def orders_of(self, shop: ShopId, customer: CustomerId) -> list[Order]:
        """The customer's orders, newest first."""
        ...

    async def order(self, shop: ShopId, customer: CustomerId, order_no: str) -> Order | None:
        """One order of this customer; None when absent or another's, at the same cost."""
        ...

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        """The parcels of one order of this customer."""
        ...

    async def refunds_of(self, shop: ShopId, customer: CustomerId, order_no: str | None = None) -> list[Refund]:
        """The customer's refunds, newest first."""
        ...

    async def coupons_of(self, shop: ShopId, customer: CustomerId) -> list[Coupon]:
        """The customer's coupons."""
        ...

    async def products(self, shop: ShopId) -> list[Product]:
        """The catalogue."""
        ...

    async def stock(self, shop: ShopId, skus: tuple[str, ...]) -> list[StockLine]:
        """Stock lines of these skus."""
        ...

    async def execute(
        self, shop: ShopId, customer: CustomerId, name: str, args: Mapping[str, object], idempotency_key: str
    ) -> ActionResult:
        """Carry out an approved action; the same key again returns the first result and changes nothing.

        Raises: UnavailableError: nothing was changed and it may be tried again.
        """
        ...


class OrderImport(Protocol):
    """Taking in orders.json; only the embedded order store can."""

    async def replace_data(self, shop: ShopId, data: ShopData) -> None:
        """Create or update everything named in the data, in one transaction."""
        ...
