"""The words of a shop: headings and columns of its documents, names of its goods."""

import asyncio
import logging
import time
from collections.abc import Awaitable
from typing import TypeVar

from domain.documents import KnowledgeSearch
from domain.ids import ShopId
from domain.orders import OrderBackend

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

CATALOGUE_SECONDS = 60.0
"""A new product's name is known after this; its order and stock are read fresh each time."""
BUDGET_SECONDS = 2.5
"""Words help a turn, they don't make it: it starts without those of a system that doesn't answer in time."""


class Vocabulary:
    """Terms by shop, with the catalogue remembered for a minute."""

    def __init__(self, search: KnowledgeSearch, orders: OrderBackend) -> None:
        """Nothing is read yet."""
        self._search, self._orders = search, orders
        self._catalogue: dict[ShopId, tuple[float, frozenset[str]]] = {}
        self._joined: dict[ShopId, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}

    async def of(self, shop: ShopId) -> frozenset[str]:
        """All terms of the shop, as far as they can be had now. Never raises."""
        headings = await _in_time(self._search.vocabulary(shop)) or frozenset()
        names = await self._names(shop)
        # The very same set while nothing changes: what was made from it is found by it without comparing large sets.
        before = self._joined.get(shop)
        if before is None or before[0] is not headings or before[1] is not names:
            before = self._joined[shop] = (headings, names, headings | names)
        return before[2]

    async def _names(self, shop: ShopId) -> frozenset[str]:
        read_at, names = self._catalogue.get(shop, (0.0, frozenset()))
        if not names or time.monotonic() - read_at > CATALOGUE_SECONDS:
            products = await _in_time(self._orders.products(shop))
            if products is None:
                return names
            names = frozenset(product.name for product in products)
            self._catalogue[shop] = (time.monotonic(), names)
        return names


async def _in_time(asked: Awaitable[Answer]) -> Answer | None:
    try:
        return await asyncio.wait_for(asked, BUDGET_SECONDS)
    except Exception as error:
        log.warning("a turn starts without some of the shop's words: %s", type(error).__name__)
        return None
