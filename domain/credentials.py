"""Who is calling."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import CustomerId, ShopId
from domain.model import Frozen


class Role(StrEnum):
    """customer < agent < admin."""

    CUSTOMER = "customer"
    AGENT = "agent"
    ADMIN = "admin"

    def reaches(self, needed: "Role") -> bool:
        """Whether this role includes the needed one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class Principal(Frozen):
    """The caller, from a verified credential and nothing else."""

    shop: ShopId
    role: Role
    credential: str
    """Key id, or ``customer:<id>`` for a token: the name in audit and ownership."""
    customer_id: CustomerId | None = None
    """Only of a customer token."""

    @property
    def owner(self) -> str:
        """Whose conversations these are."""
        return f"customer:{self.customer_id}" if self.customer_id else f"key:{self.credential}"


class Key(Frozen):
    """An API key as it is kept: never the secret itself."""

    key_id: str
    shop: ShopId
    role: Role
    created_at: datetime
    revoked_at: datetime | None = None


class Credentials(Protocol):
    """Keys and customer tokens."""

    async def create_key(self, shop: ShopId, role: Role) -> str:
        """A new key's bare secret, shown this once; only its hash is kept."""
        ...

    async def revoke_key(self, shop: ShopId, key_id: str) -> None:
        """The key stops working at once. Raises: NotFoundError."""
        ...

    async def keys(self, shop: ShopId) -> list[Key]:
        """The shop's keys."""
        ...

    def customer_token(self, shop: ShopId, customer: CustomerId, lifetime_seconds: int = 3600) -> str:
        """A JWT (HS256; sub, shop, exp, iat)."""
        ...

    async def principal(self, secret: str) -> Principal:
        """Who holds this key or token. Raises: NotSignedInError."""
        ...
