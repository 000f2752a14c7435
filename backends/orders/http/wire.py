"""What goes over the wire. Types are strict: a merchant's answer that doesn't fit is refused, not guessed at.

Money is integer fen, times are ISO with offset. An unknown field is ignored, so that a merchant may send more;
what rules or people should see of an order goes into ``extra``.
"""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from domain.orders import OrderStatus

Number = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=500)]
Words = Annotated[str, Field(max_length=5000)]
FenAmount = Annotated[int, Field(ge=0, le=10**12, description="fen (1 yuan is 100)")]


class Wire(BaseModel):
    """The base of every message."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class WireCustomer(Wire):
    """A customer's card."""

    id: Number
    name: Line = ""
    phone: Line = ""
    tier: Line = Field(default="", description="membership tier as shop.yaml names it")
    address: Line = ""


class WireItem(Wire):
    """One line of an order."""

    sku: Line = ""
    name: Line
    spec: Line = ""
    qty: int = Field(default=1, ge=1, le=10**6)
    unit_price: FenAmount = 0


class WireOrder(Wire):
    """An order."""

    order_no: Number
    customer_id: Number = Field(description="the owner; Kefu refuses an answer that names another one")
    status: OrderStatus
    created_at: AwareDatetime
    paid_at: AwareDatetime | None = None
    shipped_at: AwareDatetime | None = None
    signed_at: AwareDatetime | None = None
    completed_at: AwareDatetime | None = None
    items: tuple[WireItem, ...] = Field(default=(), max_length=500)
    goods_amount: FenAmount = 0
    freight: FenAmount = 0
    tax: FenAmount = 0
    discount: FenAmount = 0
    total: FenAmount = 0
    pay_method: Line = ""
    warehouse: Line = ""
    receiver_name: Line = ""
    receiver_phone: Line = ""
    address: Line = ""
    buyer_note: Words = ""
    seller_note: Words = Field(default="", description="for the shop's people only; never shown to a customer")
    tracking_no: Number | None = None
    extra: dict[str, JsonValue] = Field(default={}, description="further fields, usable by rules and seen by people")
    version: Line = Field(default="", description="changes with any change of the order; empty: a hash of it")


class WireEvent(Wire):
    """A scan of a parcel, or a step of a refund."""

    time: AwareDatetime
    place: Line = ""
    text: Words = ""


class WireShipment(Wire):
    """A parcel."""

    tracking_no: Number
    order_no: Number
    customer_id: Number = Field(description="the order's owner")
    carrier: Line = ""
    status: Line = ""
    events: tuple[WireEvent, ...] = Field(default=(), max_length=1000)


class WireRefund(Wire):
    """A refund or return case."""

    refund_no: Number
    order_no: Number
    customer_id: Number = Field(description="the order's owner")
    type: Line = ""
    reason: Words = ""
    amount: FenAmount = 0
    status: Line = ""
    applied_at: AwareDatetime | None = None
    updated_at: AwareDatetime | None = None
    timeline: tuple[WireEvent, ...] = Field(default=(), max_length=1000)


class WireCoupon(Wire):
    """A customer's coupon."""

    coupon_id: Number
    customer_id: Number
    name: Line = ""
    threshold: FenAmount = 0
    amount: FenAmount = 0
    scope: Words = ""
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    status: Line = ""
    note: Words = ""


class WireProduct(Wire):
    """A thing on sale."""

    sku: Number
    name: Line
    spec: Line = ""
    price: FenAmount = 0
    category: Line = ""


class WireStockLine(Wire):
    """What lies in one warehouse."""

    sku: Number
    name: Line = ""
    spec: Line = ""
    warehouse: Line = ""
    qty: int = Field(default=0, ge=-(10**9), le=10**9)
    restock_note: Line = ""
