"""Orders and what hangs on them as rows."""

from typing import Any

from backends.orders.fingerprint import order_version
from backends.sql.vault import customer_owner, seal, shop_owner
from domain.ids import ShopId
from domain.orders import Coupon, Order, Refund


def order_row(shop: ShopId, order: Order) -> dict[str, Any]:
    """The order with its version made anew."""
    version = order_version(order)
    owner = customer_owner(shop, order.customer_id)
    return {
        "shop": shop,
        "order_no": order.order_no,
        "customer_id": order.customer_id,
        "created_at": order.created_at,
        "version": version,
        "body": seal(owner, order.model_copy(update={"version": version}).model_dump_json()),
    }


def refund_row(shop: ShopId, refund: Refund) -> dict[str, Any]:
    """A refund or return case. It names its order only, and orders may pass to another customer: the shop's key."""
    return {
        "shop": shop,
        "refund_no": refund.refund_no,
        "order_no": refund.order_no,
        "applied_at": refund.applied_at,
        "body": seal(shop_owner(shop), refund.model_dump_json()),
    }


def coupon_row(shop: ShopId, coupon: Coupon) -> dict[str, Any]:
    """A coupon."""
    return {
        "shop": shop,
        "coupon_id": coupon.coupon_id,
        "customer_id": coupon.customer_id,
        "body": coupon.model_dump_json(),
    }
