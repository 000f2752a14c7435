"""The words of a shop: headings and columns of its documents, names of its goods."""

import time

from domain.documents import KnowledgeSearch
from domain.ids import ShopId
from domain.orders import OrderBackend

CATALOGUE_SECONDS = 60.0
"""A new product's name is known after this; its order and stock are read fresh each time."""


class Vocabulary:
    """Terms by shop, with the catalogue remembered for a minute."""

    def __init__(self, search: KnowledgeSearch, orders: OrderBackend) -> None:
        """Nothing is read yet."""
        self._search, self._orders = search, orders
        self._catalogue: dict[ShopId, tuple[float, frozenset[str]]] = {}

    async def of(self, shop: ShopId) -> frozenset[str]:
        """All terms of the shop."""
        return await self._search.vocabulary(shop) | await self._names(shop)

    async def _names(self, shop: ShopId) -> frozenset[str]:
        read_at, names = self._catalogue.get(shop, (0.0, frozenset()))
        if not names or time.monotonic() - read_at > CATALOGUE_SECONDS:
            names = frozenset(product.name for product in await self._orders.products(shop))
            self._catalogue[shop] = (time.monotonic(), names)
        return names
