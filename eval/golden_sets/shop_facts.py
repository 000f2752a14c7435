"""What a golden set is checked against: the shop's own documents, customers and orders, and the names of the others."""

from domain.model import Frozen


class ShopFacts(Frozen):
    """One shop, and what must not come in from its neighbours."""

    shop: str
    documents: dict[str, str]
    """File name → its whole live text."""
    customers: frozenset[str]
    order_nos: frozenset[str]
    foreign: dict[str, str] = {}
    """Words of other shops only (names, goods, order numbers, documents) → the shop."""
