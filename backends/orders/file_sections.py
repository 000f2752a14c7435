"""The sections of orders.json: what a record looks like in the file (yuan) and how the domain gets it (fen)."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

from backends.orders.fingerprint import order_version
from domain.errors import InvalidInputError
from domain.model import Frozen
from domain.money import fen_from_yuan
from domain.orders import Coupon, Customer, Order, OrderStatus, Product, Refund, Shipment, StockLine


def _fen(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("yuan", "must be a number of yuan with at most two decimals")
    try:
        return fen_from_yuan(value)
    except InvalidInputError:
        raise PydanticCustomError("yuan", "must be a number of yuan with at most two decimals") from None


def _text(value: object) -> object:
    # Numbers without quotes are common in exports (a phone, a sku); null is an empty text.
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Yuan = Annotated[int, BeforeValidator(_fen), Field(ge=0)]
Words = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1)]


class Record(Frozen):
    """A record of the file; an unknown field is a slip of the pen, except in an order."""


class _CustomerRecord(Record):
    id: Name
    name: Words = ""
    phone: Words = ""
    tier: Words = ""
    address: Words = ""


class _ProductRecord(Record):
    sku: Name
    name: Name
    spec: Words = ""
    price: Yuan = 0
    category: Words = ""


class _ItemRecord(Record):
    sku: Words = ""
    name: Name
    spec: Words = ""
    qty: int = Field(default=1, ge=1)
    unit_price: Yuan = 0


class _OrderRecord(Record):
    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, JsonValue]

    order_no: Name
    customer_id: Name
    status: OrderStatus
    created_at: AwareDatetime
    paid_at: AwareDatetime | None = None
    shipped_at: AwareDatetime | None = None
    signed_at: AwareDatetime | None = None
    completed_at: AwareDatetime | None = None
    items: tuple[_ItemRecord, ...] = ()
    goods_amount: Yuan = 0
    freight: Yuan = 0
    tax: Yuan = 0
    discount: Yuan = 0
    total: Yuan = 0
    pay_method: Words = ""
    warehouse: Words = ""
    receiver_name: Words = ""
    receiver_phone: Words = ""
    address: Words = ""
    buyer_note: Words = ""
    seller_note: Words = ""
    tracking_no: Name | None = None


class _ShipmentEventRecord(Record):
    time: AwareDatetime
    place: Words = ""
    text: Words = ""


class _ShipmentRecord(Record):
    tracking_no: Name
    order_no: Name
    carrier: Words = ""
    status: Words = ""
    events: tuple[_ShipmentEventRecord, ...] = ()


class _RefundEventRecord(Record):
    time: AwareDatetime
    text: Words


class _RefundRecord(Record):
    refund_no: Name
    order_no: Name
    type: Words = ""
    reason: Words = ""
    amount: Yuan = 0
    status: Words = ""
    applied_at: AwareDatetime | None = None
    updated_at: AwareDatetime | None = None
    timeline: tuple[_RefundEventRecord, ...] = ()


class _StockRecord(Record):
    sku: Name
    name: Words = ""
    spec: Words = ""
    warehouse: Words = ""
    qty: int = 0
    restock_note: Words = ""


class _CouponRecord(Record):
    coupon_id: Name
    customer_id: Name
    name: Words = ""
    threshold: Yuan = 0
    amount: Yuan = 0
    scope: Words = ""
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    status: Words = ""
    note: Words = ""


def _order(row: dict[str, Any]) -> Order:
    record = _OrderRecord.model_validate(row)
    extra = record.__pydantic_extra__ or {}
    order = Order.model_validate(record.model_dump(exclude=set(extra)) | {"extra": extra})
    return order.model_copy(update={"version": order_version(order)})


def _shipment(row: dict[str, Any]) -> Shipment:
    shipment = Shipment.model_validate(_ShipmentRecord.model_validate(row).model_dump())
    return shipment.model_copy(update={"events": tuple(sorted(shipment.events, key=lambda event: event.time))})


class Section(NamedTuple):
    """One list of the file."""

    name: str
    one: str
    """What one record is called in messages."""
    read: Callable[[dict[str, Any]], Any]
    fields: tuple[str, ...]
    """What tells two records apart."""

    def label(self, row: object, number: int) -> str:
        """The record for people: by its number where it has one (customers by place: an id may be a name)."""
        told = isinstance(row, dict) and self.one != "customer" and row.get(self.fields[0])
        return f"{self.one} {told}" if told else f"{self.one} no. {number}"

    def key(self, record: object) -> tuple[str, ...]:
        """What tells it apart."""
        return tuple(str(getattr(record, name)) for name in self.fields)


SECTIONS = (
    Section(
        "customers",
        "customer",
        lambda row: Customer.model_validate(_CustomerRecord.model_validate(row).model_dump()),
        ("id",),
    ),
    Section(
        "products",
        "product",
        lambda row: Product.model_validate(_ProductRecord.model_validate(row).model_dump()),
        ("sku", "spec"),
    ),
    Section("orders", "order", _order, ("order_no",)),
    Section("shipments", "shipment", _shipment, ("tracking_no", "order_no")),
    Section(
        "refunds",
        "refund",
        lambda row: Refund.model_validate(_RefundRecord.model_validate(row).model_dump()),
        ("refund_no",),
    ),
    Section(
        "stock",
        "stock line",
        lambda row: StockLine.model_validate(_StockRecord.model_validate(row).model_dump()),
        ("sku", "spec", "warehouse"),
    ),
    Section(
        "coupons",
        "coupon",
        lambda row: Coupon.model_validate(_CouponRecord.model_validate(row).model_dump()),
        ("coupon_id",),
    ),
)
