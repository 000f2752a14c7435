"""Questions and answers of the HTTP order backend, and the errors it gives."""

from typing import Literal

from pydantic import ConfigDict, Field, JsonValue

from backends.orders.http.wire import (
    Line,
    Number,
    Wire,
    WireCoupon,
    WireCustomer,
    WireOrder,
    WireProduct,
    WireRefund,
    WireShipment,
    WireStockLine,
    Words,
)
from domain.rules import ActionName

CONTRACT: Literal["1"] = "1"


class About(Wire):
    """What answers here."""

    contract: Literal["1"] = Field(description="the version of this contract that is kept")


class CustomerAnswer(Wire):
    """The card, or null where there is no such customer."""

    customer: WireCustomer | None


class OrdersAnswer(Wire):
    """Newest first. An order of somebody else is left out, exactly as one that doesn't exist."""

    orders: tuple[WireOrder, ...] = Field(max_length=1000)


class ShipmentsAnswer(Wire):
    """The parcels of one order."""

    shipments: tuple[WireShipment, ...] = Field(max_length=500)


class RefundsAnswer(Wire):
    """Newest first."""

    refunds: tuple[WireRefund, ...] = Field(max_length=1000)


class CouponsAnswer(Wire):
    """The customer's coupons."""

    coupons: tuple[WireCoupon, ...] = Field(max_length=1000)


class ProductsAnswer(Wire):
    """The catalogue."""

    products: tuple[WireProduct, ...] = Field(max_length=200_000)


class StockAnswer(Wire):
    """Stock lines of the skus asked for."""

    stock: tuple[WireStockLine, ...] = Field(max_length=10_000)


class ActionRequest(Wire):
    """An approved action to carry out once."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    customer_id: Number
    name: ActionName
    args: dict[str, JsonValue] = Field(description="as design and docs/orders.md list them; amounts in fen")


class ActionAnswer(Wire):
    """What came of it."""

    status: Literal["done", "refused", "unknown"] = Field(
        description="unknown: it may or may not have happened, and a person has to look"
    )
    message: Words = Field(default="", description="for the customer, in Chinese")
    ref: Line = Field(default="", description="number of what was created, e.g. a refund number")


class Problem(Wire):
    """An RFC 9457 problem document."""

    title: Line
    status: int
    detail: Words = ""
    type: Line = "about:blank"
