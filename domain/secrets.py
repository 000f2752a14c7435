"""Secrets of a shop that Kefu itself has to use: credentials of the merchant's systems."""

from datetime import datetime
from typing import Protocol

from domain.ids import ShopId
from domain.model import Frozen


class StoredSecret(Frozen):
    """A secret as it is listed: never its text."""

    name: str
    created_at: datetime


class SecretStore(Protocol):
    """Sealed at rest."""

    async def put_secret(self, shop: ShopId, name: str, text: str, at: datetime) -> None:
        """Create or replace it. Raises: NotFoundError: no such shop."""
        ...

    async def secret(self, shop: ShopId, name: str) -> str:
        """Its text. Raises: NotFoundError, ConfigurationError: it was sealed under another key."""
        ...

    async def secrets(self, shop: ShopId) -> list[StoredSecret]:
        """The shop's, by name."""
        ...

    async def remove_secret(self, shop: ShopId, name: str) -> None:
        """Raises: NotFoundError."""
        ...
