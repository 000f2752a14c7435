"""A shop's facts for the check of its golden set."""

from collections import defaultdict

from backends.connect import Stores
from backends.sql.documents import SqlDocumentStore
from backends.sql.roster import roster_of
from domain.ids import ShopId
from eval.golden_sets.shop_facts import ShopFacts

_LONG_ENOUGH = 3
"""Characters; shorter names of goods are everybody's words."""


async def facts_of(stores: Stores, shop: ShopId) -> ShopFacts:
    """Its documents, customers and orders, and the words of the installation's other shops. Raises: NotFoundError."""
    await stores.shops.get_shop(shop)
    documents = SqlDocumentStore(stores.database, "any")
    texts: dict[str, list[str]] = defaultdict(list)
    names = {document.document_id: document.name for document in await documents.documents(shop)}
    for chunk in await documents.live_chunks(shop):
        cells = " ".join(f"{column} {value}" for column, value in chunk.cells)
        texts[names.get(chunk.document_id, "")].append(
            " ".join([chunk.title, chunk.section, chunk.question or "", chunk.text, cells])
        )
    own = await _words(stores, shop)
    foreign: dict[str, str] = {}
    for other in await stores.shops.list_shops():
        if other.id != shop:
            foreign |= {w: other.id for w in await _words(stores, other.id) if len(w) >= _LONG_ENOUGH and w not in own}
    roster = await roster_of(stores.database, shop)
    return ShopFacts(
        shop=shop,
        documents={name: "\n".join(parts) for name, parts in texts.items()},
        customers=roster.customers,
        order_nos=roster.order_nos,
        foreign=foreign,
    )


async def _words(stores: Stores, shop: ShopId) -> set[str]:
    settings = await stores.shops.get_shop(shop)
    documents = await SqlDocumentStore(stores.database, "any").documents(shop)
    goods = {product.name for product in await stores.embedded_orders.products(shop)}
    roster = await roster_of(stores.database, shop)
    return {settings.name, *goods, *roster.order_nos, *(document.name for document in documents)} - {""}
