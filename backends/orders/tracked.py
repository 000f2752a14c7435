"""An order system whose parcels are looked up at a tracking service."""

import asyncio
import logging
from typing import Any

from domain.errors import UnavailableError
from domain.ids import CustomerId, ShopId
from domain.logistics import ParcelTracking
from domain.orders import OrderBackend, Shipment

log = logging.getLogger(__name__)


class TrackedOrders:
    """``OrderBackend``: everything as the system behind says, parcels with the carrier's scans."""

    def __init__(self, orders: OrderBackend, tracking: ParcelTracking) -> None:
        """Args: orders: says whose parcel it is; only the owner's parcels are ever looked up."""
        self._orders, self._tracking = orders, tracking

    def __getattr__(self, name: str) -> Any:
        return getattr(self._orders, name)

    async def shipments_of(self, shop: ShopId, customer: CustomerId, order_no: str) -> list[Shipment]:
        """The parcels of one order of this customer; as the order system has them where the service has nothing."""
        parcels = await self._orders.shipments_of(shop, customer, order_no)
        order = await self._orders.order(shop, customer, order_no)
        if order is None:
            return []
        if not parcels and order.tracking_no:
            parcels = [Shipment(tracking_no=order.tracking_no, order_no=order_no)]
        return list(await asyncio.gather(*(self._tracked(parcel, order.receiver_phone) for parcel in parcels)))

    async def _tracked(self, parcel: Shipment, phone: str) -> Shipment:
        try:
            found = await self._tracking.track(parcel, phone)
        except UnavailableError as error:
            log.warning("parcel tracking: %s", error)
            return parcel
        # The carrier's last word may be older than what the order system has been told.
        newer = parcel.events and (not found.events or parcel.events[-1].time > found.events[-1].time)
        return parcel if newer else found
