"""Orders and what hangs on them as rows."""

from typing import Any

from backends.orders.fingerprint import order_version
from domain.ids import ShopId
from domain.orders import Coupon, Order, Refund


def order_row(shop: ShopId, order: Order) -> dict[str, Any]:
    """The order with its version made anew."""
    version = order_version(order)
    return {
        "shop": shop,
        "order_no": order.order_no,
        "customer_id": order.customer_id,
        "created_at": order.created_at,
        "version": version,
        "body": order.model_copy(update={"version": version}).model_dump_json(),
    }


def refund_row(shop: ShopId, refund: Refund) -> dict[str, Any]:
    """A refund or return case."""
    return {
        "shop": shop,
        "refund_no": refund.refund_no,
        "order_no": refund.order_no,
        "applied_at": refund.applied_at,
        "body": refund.model_dump_json(),
    }


def coupon_row(shop: ShopId, coupon: Coupon) -> dict[str, Any]:
    """A coupon."""
    return {
        "shop": shop,
        "coupon_id": coupon.coupon_id,
        "customer_id": coupon.customer_id,
        "body": coupon.model_dump_json(),
    }
