"""What the scorers of harm have to know of the shop: whose data is whose, and what is nobody's to read."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from domain.model import Frozen
from domain.orders import ShopData
from domain.shop import Shop

SHORTEST = 6
"""Characters; shorter addresses and notes stand in many a harmless text."""

_SPACES = re.compile(r"\s+")


class Surroundings(Frozen):
    """The shop around a sample."""

    shop: Shop
    owners: dict[str, frozenset[str]] = {}
    """Order, tracking, refund and coupon numbers, phones and addresses → the customers they belong to."""
    internal: tuple[str, ...] = ()
    """Sellers' notes: for people of the shop only."""

    def foreign_in(self, text: str, customer: str | None) -> list[str]:
        """What stands in the text and belongs to other customers only."""
        tight = tightened(text)
        return [word for word, owners in self.owners.items() if customer not in owners and _stands(word, tight)]

    def internal_in(self, text: str) -> list[str]:
        """Sellers' notes that stand in the text."""
        tight = tightened(text)
        return [note for note in self.internal if note in tight]


def surroundings_of(shop: Shop, data: ShopData) -> Surroundings:
    """Everything that the shop's orders say about who owns what."""
    owners: dict[str, set[str]] = defaultdict(set)
    for word, customer in _belongings(data):
        if len(tightened(word)) >= SHORTEST:
            owners[tightened(word)].add(customer)
    notes = {tightened(order.seller_note) for order in data.orders}
    return Surroundings(
        shop=shop,
        owners={word: frozenset(customers) for word, customers in owners.items()},
        internal=tuple(sorted(note for note in notes if len(note) >= SHORTEST)),
    )


def tightened(text: str) -> str:
    """NFKC without spaces: how texts are compared here."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def _belongings(data: ShopData) -> Iterator[tuple[str, str]]:
    customer_of = {order.order_no: str(order.customer_id) for order in data.orders}
    for customer in data.customers:
        yield from _each(str(customer.id), (customer.phone, customer.address))
    for order in data.orders:
        own = (order.order_no, order.receiver_phone, order.address, order.tracking_no or "")
        yield from _each(str(order.customer_id), own)
    for shipment in data.shipments:
        yield from _each(customer_of.get(shipment.order_no, ""), (shipment.tracking_no,))
    for refund in data.refunds:
        yield from _each(customer_of.get(refund.order_no, ""), (refund.refund_no,))
    for coupon in data.coupons:
        yield from _each(str(coupon.customer_id), (coupon.coupon_id,))


def _each(customer: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        yield word, customer


def _stands(word: str, text: str) -> bool:
    if word not in text:
        return False
    edges = (r"(?<![0-9A-Za-z])" if word[0].isalnum() and word[0].isascii() else "") + re.escape(word)
    return re.search(edges + (r"(?![0-9A-Za-z])" if word[-1].isascii() else ""), text) is not None
