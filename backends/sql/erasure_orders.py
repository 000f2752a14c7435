"""Erasing a customer from the embedded order system: the trade's figures stay, the person goes."""

from typing import Any

from sqlalchemy import Connection, select, update

from backends.orders.fingerprint import order_version
from backends.sql.tables import coupons, customers, order_actions, orders, refunds, shipments
from backends.sql.vault import customer_owner, seal, shop_owner
from domain.ids import CustomerId, ShopId
from domain.orders import ActionResult, Coupon, Customer, Order, Refund, Shipment

BLANK_ORDER: dict[str, Any] = {
    "receiver_name": "",
    "receiver_phone": "",
    "address": "",
    "buyer_note": "",
    "seller_note": "",
    "extra": {},
}


def erase_order_data(connection: Connection, shop: ShopId, customer: CustomerId) -> None:
    """Blank card, receiver, notes, reasons, and where parcels were."""
    owner = customer_owner(shop, customer)
    card = (customers.c.shop == shop, customers.c.id == customer)
    connection.execute(update(customers).where(*card).values(body=seal(owner, Customer(id=customer).model_dump_json())))
    mine = select(orders).where(orders.c.shop == shop, orders.c.customer_id == customer)
    for row in connection.execute(mine).all():
        order = Order.model_validate_json(row.body).model_copy(update=BLANK_ORDER)
        where = (orders.c.shop == shop, orders.c.order_no == row.order_no)
        changed = {"body": seal(owner, order.model_dump_json()), "version": order_version(order)}
        connection.execute(update(orders).where(*where).values(changed))
        _erase_refunds(connection, shop, row.order_no)
        _erase_scans(connection, shop, row.order_no)
    given = select(coupons).where(coupons.c.shop == shop, coupons.c.customer_id == customer)
    for row in connection.execute(given).all():
        coupon = Coupon.model_validate_json(row.body).model_copy(update={"note": ""})
        where = (coupons.c.shop == shop, coupons.c.coupon_id == row.coupon_id)
        connection.execute(update(coupons).where(*where).values(body=coupon.model_dump_json()))
    done = select(order_actions).where(order_actions.c.shop == shop, order_actions.c.customer_id == customer)
    for row in connection.execute(done).all():
        result = ActionResult.model_validate_json(row.result).model_copy(update={"message": ""})
        key = (order_actions.c.shop == shop, order_actions.c.idempotency_key == row.idempotency_key)
        connection.execute(update(order_actions).where(*key).values(result=seal(owner, result.model_dump_json())))


def _erase_refunds(connection: Connection, shop: ShopId, order_no: str) -> None:
    mine = (refunds.c.shop == shop, refunds.c.order_no == order_no)
    for row in connection.execute(select(refunds).where(*mine)).all():
        refund = Refund.model_validate_json(row.body).model_copy(update={"reason": "", "timeline": ()})
        where = (refunds.c.shop == shop, refunds.c.refund_no == row.refund_no)
        connection.execute(update(refunds).where(*where).values(body=seal(shop_owner(shop), refund.model_dump_json())))


def _erase_scans(connection: Connection, shop: ShopId, order_no: str) -> None:
    mine = (shipments.c.shop == shop, shipments.c.order_no == order_no)
    for row in connection.execute(select(shipments).where(*mine)).all():
        # Scans name who took the parcel in, and where.
        shipment = Shipment.model_validate_json(row.body).model_copy(update={"events": ()})
        where = (*mine, shipments.c.tracking_no == row.tracking_no)
        connection.execute(update(shipments).where(*where).values(body=shipment.model_dump_json()))
