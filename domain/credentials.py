"""Who is calling."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol, get_args

from domain.errors import InvalidInputError
from domain.ids import CustomerId, ShopId
from domain.model import Frozen

OPERATOR = "operator"
"""Who works with the command line, as the audit log names them."""


class Role(StrEnum):
    """customer < agent < admin."""

    CUSTOMER = "customer"
    AGENT = "agent"
    ADMIN = "admin"

    def reaches(self, needed: "Role") -> bool:
        """Whether this role includes the needed one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


Area = Literal[
    "analysis", "analytics", "approvals", "audit", "chat", "conversations", "copilot", "customers", "documents", "gaps",
    "handoffs", "inbox", "promises", "session", "settings", "staff", "webhooks",
]  # fmt: skip
"""The parts of the API, as its operations are grouped in /docs."""


def check_scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    """The scopes in order, each once: ``documents`` or, for looking only, ``documents:read``.

    Raises: InvalidInputError: there is no such scope.
    """
    found = tuple(sorted(set(scopes)))
    for scope in found:
        if scope.removesuffix(":read") not in get_args(Area):
            known = ", ".join(get_args(Area))
            raise InvalidInputError(f"A scope is one of {known}, alone or followed by :read.")
    return found


class Principal(Frozen):
    """The caller, from a verified credential and nothing else."""

    shop: ShopId
    role: Role
    credential: str
    """Key id, or ``customer:<id>`` or ``visitor:<id>`` for a token: the name in audit and ownership."""
    customer_id: CustomerId | None = None
    """Only of a customer token."""
    scopes: tuple[str, ...] = ()
    """What of the API the credential is for, within its role; empty: all of it."""

    def may(self, area: str, reads: bool) -> bool:
        """Whether the scopes include this part of the API."""
        return not self.scopes or area in self.scopes or (reads and f"{area}:read" in self.scopes)

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
    """From then on it doesn't work; may lie ahead, while a new key takes over."""
    scopes: tuple[str, ...] = ()

    def works(self, at: datetime) -> bool:
        """Whether it can be used."""
        return self.revoked_at is None or self.revoked_at > at


class Credentials(Protocol):
    """Keys and customer tokens."""

    async def create_key(self, shop: ShopId, role: Role, scopes: tuple[str, ...] = (), actor: str = OPERATOR) -> str:
        """A new key's bare secret, shown this once; only its hash is kept.

        Raises: NotFoundError: no such shop. InvalidInputError: no such scope.
        """
        ...

    async def revoke_key(self, shop: ShopId, key_id: str, actor: str = OPERATOR) -> None:
        """The key stops working at once. Raises: NotFoundError."""
        ...

    async def rotate_key(self, shop: ShopId, key_id: str, keep: timedelta, actor: str = OPERATOR) -> str:
        """The bare secret of a key in place of this one, which goes on working for ``keep``.

        Raises: NotFoundError. StaleError: it doesn't work any more.
        """
        ...

    async def revoke_tokens(self, shop: ShopId, customer: CustomerId | None, actor: str = OPERATOR) -> None:
        """Every customer token made until now stops working: of one customer, or of all. Raises: NotFoundError."""
        ...

    async def keys(self, shop: ShopId) -> list[Key]:
        """The shop's keys."""
        ...

    def customer_token(self, shop: ShopId, customer: CustomerId, lifetime_seconds: int = 3600) -> str:
        """A JWT (HS256; sub, shop, exp, iat)."""
        ...

    def visitor_token(self, shop: ShopId, visitor: str, lifetime_seconds: int) -> str:
        """The same for somebody without a name: owns conversations, and no order or profile."""
        ...

    async def principal(self, secret: str) -> Principal:
        """Who holds this key or token. Raises: NotSignedInError."""
        ...
