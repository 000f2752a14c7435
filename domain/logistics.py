"""Where a parcel is, by those who carry it."""

from typing import Protocol

from domain.orders import Shipment


class ParcelTracking(Protocol):
    """A tracking service."""

    async def track(self, parcel: Shipment, phone: str) -> Shipment:
        """The parcel with status and scans as the carrier has them now.

        Args:
            parcel: as the order system knows it.
            phone: the receiver's or sender's; some carriers ask for its last four digits, and no more is passed on.

        Raises: UnavailableError: the service doesn't answer, or doesn't know the parcel.
        """
        ...
