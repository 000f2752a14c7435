"""A customer's own affairs beside a conversation: orders, parcels, refunds, coupons."""

import asyncio

from agent.services import Ports
from agent.tools.describe.masking import masked_name, masked_phones
from domain.ids import CustomerId
from domain.model import Frozen
from domain.orders import Coupon, Customer, Order, Refund, Shipment
from domain.shop import Shop

ORDERS = 20
TRACKED = 5
"""Orders whose parcels are looked up: the newest; each costs a call of the merchant's system."""


class Affairs(Frozen):
    """What a person sees of a customer; phones and names masked."""

    customer_id: CustomerId | None
    customer: Customer | None = None
    orders: tuple[Order, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    coupons: tuple[Coupon, ...] = ()


async def affairs_of(ports: Ports, shop: Shop, customer_id: CustomerId | None) -> Affairs:
    """Everything of one customer; nothing for a visitor.

    Raises:
        UnavailableError: the merchant's system doesn't answer.
    """
    if customer_id is None:
        return Affairs(customer_id=None)
    backend = ports.orders
    customer, orders, refunds, coupons = await asyncio.gather(
        backend.customer(shop.id, customer_id),
        backend.orders_of(shop.id, customer_id),
        backend.refunds_of(shop.id, customer_id),
        backend.coupons_of(shop.id, customer_id),
    )
    parcels = await asyncio.gather(
        *(backend.shipments_of(shop.id, customer_id, order.order_no) for order in orders[:TRACKED])
    )
    return Affairs(
        customer_id=customer_id,
        customer=None if customer is None else _masked_customer(customer),
        orders=tuple(_masked_order(order) for order in orders[:ORDERS]),
        shipments=tuple(parcel for found in parcels for parcel in found),
        refunds=tuple(refunds),
        coupons=tuple(coupons),
    )


def _masked_customer(customer: Customer) -> Customer:
    return customer.model_copy(
        update={"name": masked_name(customer.name), "phone": masked_phones(customer.phone), "address": ""}
    )


def _masked_order(order: Order) -> Order:
    masked = {"receiver_name": masked_name(order.receiver_name), "receiver_phone": masked_phones(order.receiver_phone)}
    return order.model_copy(update=masked)
