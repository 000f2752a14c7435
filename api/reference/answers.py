"""The domain's nouns as they go over the wire."""

from backends.orders.http.wire import (
    WireCoupon,
    WireCustomer,
    WireOrder,
    WireProduct,
    WireRefund,
    WireShipment,
    WireStockLine,
)
from domain.orders import Coupon, Customer, Order, Product, Refund, Shipment, StockLine


def customer_on_the_wire(card: Customer | None) -> WireCustomer | None:
    """A customer's card."""
    return None if card is None else WireCustomer.model_validate(card.model_dump())


def order_on_the_wire(order: Order) -> WireOrder:
    """An order."""
    return WireOrder.model_validate(order.model_dump())


def shipment_on_the_wire(shipment: Shipment, owner: str) -> WireShipment:
    """A parcel of this customer's."""
    return WireShipment.model_validate(shipment.model_dump() | {"customer_id": owner})


def refund_on_the_wire(refund: Refund, owner: str) -> WireRefund:
    """A refund of this customer's."""
    return WireRefund.model_validate(refund.model_dump() | {"customer_id": owner})


def coupon_on_the_wire(coupon: Coupon) -> WireCoupon:
    """A coupon."""
    return WireCoupon.model_validate(coupon.model_dump())


def product_on_the_wire(product: Product) -> WireProduct:
    """A thing on sale."""
    return WireProduct.model_validate(product.model_dump())


def stock_on_the_wire(line: StockLine) -> WireStockLine:
    """What lies in one warehouse."""
    return WireStockLine.model_validate(line.model_dump())
