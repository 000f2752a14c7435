"""The version of an order: it changes when anything a person may have looked at changes."""

import hashlib
import json

from domain.orders import Order


def order_version(order: Order) -> str:
    """sha256 of the content, 16 hex digits: enough to tell two states of one order apart."""
    content = order.model_dump(mode="json", exclude={"version"})
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]
