"""What the order store holds for one customer, in a form that compares and hashes."""

import hashlib
import json

from pydantic import JsonValue

from domain.errors import UnavailableError
from domain.ids import CustomerId, ShopId
from domain.orders import OrderBackend


async def snapshot(orders: OrderBackend, shop: ShopId, customer: CustomerId | None) -> dict[str, JsonValue]:
    """Orders by number, refunds and coupons by theirs; empty for a visitor and where the system is down."""
    if customer is None:
        return {}
    try:
        return {
            "orders": {o.order_no: o.model_dump(mode="json") for o in await orders.orders_of(shop, customer)},
            "refunds": {r.refund_no: r.model_dump(mode="json") for r in await orders.refunds_of(shop, customer)},
            "coupons": {c.coupon_id: c.model_dump(mode="json") for c in await orders.coupons_of(shop, customer)},
        }
    except UnavailableError:
        return {}


def state_hash(state: JsonValue) -> str:
    """SHA-256 over the sorted JSON: equal states, equal hashes."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
