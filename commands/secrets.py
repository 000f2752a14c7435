"""kefu token."""

from backends.connect import connect_stores
from backends.settings import Settings
from domain.ids import CustomerId, ShopId


async def customer_token(settings: Settings, shop_id: str, customer_id: str, hours: float) -> str:
    """A customer token, for development; the shop has to exist."""
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return stores.credentials.customer_token(shop.id, CustomerId(customer_id), int(hours * 3600))
