"""People of a shop with accounts of their own, and their sessions."""

from datetime import datetime
from typing import NamedTuple, Protocol

from domain.credentials import Principal, Role
from domain.ids import ShopId, StaffId
from domain.model import Frozen

PASSWORD_CHARACTERS = 10
"""The least; length is what protects a password, so nothing else is asked of it."""


class Account(Frozen):
    """A person who signs in to the console; the password is kept as a hash and never shown."""

    staff_id: StaffId
    shop: ShopId
    login: str
    """Unique in the installation, so that signing in needs no shop."""
    name: str
    role: Role
    """agent or admin."""
    second_factor: bool = False
    """Whether a one-time code is asked for."""
    active: bool = True
    created_at: datetime


class Session(NamedTuple):
    """A person signed in."""

    token: str
    """The bearer secret of the cookie; only its hash is kept."""
    account: Account
    expires_at: datetime


class StaffAccounts(Protocol):
    """Accounts and sessions. Times are the machine's: a frozen shop clock must not keep a session alive."""

    async def add(self, shop: ShopId, login: str, password: str, role: Role, name: str = "") -> Account:
        """Create an account.

        Raises:
            NotFoundError: no such shop.
            InvalidInputError: the login or the password doesn't fit, or the login is taken.
        """
        ...

    async def accounts(self, shop: ShopId) -> list[Account]:
        """The shop's accounts by login."""
        ...

    async def change(
        self,
        shop: ShopId,
        staff_id: StaffId,
        *,
        role: Role | None = None,
        active: bool | None = None,
        password: str | None = None,
    ) -> Account:
        """Change an account; a new password, another role or blocking ends its sessions. Raises: NotFoundError."""
        ...

    async def start_second_factor(self, shop: ShopId, staff_id: StaffId) -> str:
        """A new secret as an ``otpauth://`` address; it counts once a code of it is confirmed."""
        ...

    async def confirm_second_factor(self, shop: ShopId, staff_id: StaffId, code: str) -> None:
        """From now on codes are asked for. Raises: InvalidInputError: not a code of the new secret."""
        ...

    async def drop_second_factor(self, shop: ShopId, staff_id: StaffId) -> None:
        """Codes are asked for no more."""
        ...

    async def sign_in(self, login: str, password: str, code: str | None, origin: str) -> Session:
        """A new session. ``origin`` is where the caller sits; too many failures of it or of the login are refused.

        Raises:
            NotSignedInError: login, password or code is wrong; which one is not said.
            TooManyRequestsError: wait first.
        """
        ...

    async def session(self, token: str) -> tuple[Principal, Account]:
        """Who this session is. Raises: NotSignedInError: unknown, expired, or the account is blocked."""
        ...

    async def sign_out(self, token: str) -> None:
        """The session ends."""
        ...
