"""Staff accounts: argon2id passwords, optional one-time codes, sessions, and a brake on guessing."""

import asyncio
import base64
import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Row

from backends.sql.staff import SqlStaff, account_of
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError, NotSignedInError, TooManyRequestsError
from domain.ids import ShopId, StaffId, new_id
from domain.staff import PASSWORD_CHARACTERS, Account, Session

SESSION_HOURS = 12
"""A working day."""
FAILURES = 8
"""Failed sign-ins of one login, or from one address, within the window; after that one has to wait."""
WINDOW = timedelta(minutes=15)
STEP_SECONDS = 30
_LOGIN = re.compile(r"^[\w.@+-]{2,80}$")
_WRONG = "Login, password or code is wrong."
_NO_ACCOUNT = "$argon2id$v=19$m=65536,t=3,p=4$RsAnwRERgiz95jOyoRardw$Iq8Mcere47qUcX/tvmiQvu3fcAMSZ5XO9/pOratmi7k"
"""The hash of a random word: an unknown login costs as long as a known one."""


class StoredStaffAccounts:
    """Accounts from SQL; sessions are random tokens kept as hashes."""

    def __init__(self, rows: SqlStaff, installation_secret: str) -> None:
        """Args: installation_secret: seals the secrets of second factors."""
        self._rows = rows
        key = hashlib.sha256(b"kefu staff second factor:" + installation_secret.encode()).digest()
        self._seal = Fernet(base64.urlsafe_b64encode(key))
        self._hasher = PasswordHasher()
        # Side by side a hundred guesses would all begin before the first has failed, each with 64 MB.
        self._one_by_one = asyncio.Lock()

    async def add(self, shop: ShopId, login: str, password: str, role: Role, name: str = "") -> Account:
        """Create an account. Raises: NotFoundError, InvalidInputError."""
        login = login.strip().lower()
        if not _LOGIN.match(login):
            raise InvalidInputError("A login has 2 to 80 letters, digits or any of . _ @ + -")
        _check_role(role)
        account = Account(
            staff_id=StaffId(new_id("stf")),
            shop=shop,
            login=login,
            name=name.strip() or login,
            role=role,
            created_at=datetime.now(UTC),
        )
        await self._rows.add(account, await self._hash(password))
        return account

    async def accounts(self, shop: ShopId) -> list[Account]:
        """The shop's accounts by login."""
        return await self._rows.of_shop(shop)

    async def change(
        self,
        shop: ShopId,
        staff_id: StaffId,
        *,
        role: Role | None = None,
        active: bool | None = None,
        password: str | None = None,
    ) -> Account:
        """Change an account; a new password, another role or blocking ends its sessions.

        Raises: NotFoundError; InvalidInputError: the shop's last admin would be gone.
        """
        now = account_of(await self._rows.row(shop, staff_id))
        loses_admin = now.role is Role.ADMIN and now.active and (active is False or (role or now.role) != Role.ADMIN)
        if loses_admin and await self._rows.admins(shop) == 1:
            raise InvalidInputError("This is the shop's last admin; make another one first.")
        change: dict[str, Any] = {}
        if role is not None:
            _check_role(role)
            change["role"] = role.value
        if active is not None:
            change["active"] = active
        if password is not None:
            change["password_hash"] = await self._hash(password)
        await self._rows.set(staff_id, change, end_sessions=bool(change))
        return account_of(await self._rows.row(shop, staff_id))

    async def start_second_factor(self, shop: ShopId, staff_id: StaffId) -> str:
        """A new secret as an ``otpauth://`` address; it counts once a code of it is confirmed."""
        row = await self._rows.row(shop, staff_id)
        secret = pyotp.random_base32()
        # One that is in force stays so until the new one is confirmed: a session alone can't do away with it.
        in_force = self._factors(row)[:1] if row.totp_confirmed else []
        sealed = self._seal.encrypt(" ".join([*in_force, secret]).encode()).decode()
        await self._rows.set(staff_id, {"totp_secret": sealed})
        return pyotp.TOTP(secret).provisioning_uri(name=row.login, issuer_name="Kefu")

    async def confirm_second_factor(self, shop: ShopId, staff_id: StaffId, code: str) -> None:
        """From now on codes of the new secret are asked for. Raises: InvalidInputError."""
        row = await self._rows.row(shop, staff_id)
        for secret in self._factors(row)[-1:]:
            if (step := _step_of(secret, code)) is not None:
                sealed = self._seal.encrypt(secret.encode()).decode()
                await self._rows.set(staff_id, {"totp_secret": sealed, "totp_confirmed": True, "totp_step": step})
                return
        raise InvalidInputError("This is not the current code of the new secret; read it again and retry.")

    async def drop_second_factor(self, shop: ShopId, staff_id: StaffId) -> None:
        """Codes are asked for no more."""
        await self._rows.row(shop, staff_id)
        await self._rows.set(staff_id, {"totp_secret": None, "totp_confirmed": False, "totp_step": 0})

    async def sign_in(self, login: str, password: str, code: str | None, origin: str) -> Session:
        """A new session. Raises: NotSignedInError, TooManyRequestsError."""
        async with self._one_by_one:
            now, row = datetime.now(UTC), await self._proven(login.strip().lower(), password, code, origin)
        token, until = secrets.token_urlsafe(32), now + timedelta(hours=SESSION_HOURS)
        await self._rows.open_session(_hashed(token), row.staff_id, now, until)
        return Session(token, account_of(row), until)

    async def _proven(self, login: str, password: str, code: str | None, origin: str) -> Row[Any]:
        now = datetime.now(UTC)
        subjects = [_subject("login", login), _subject("origin", origin)]
        failed = await self._rows.failures(subjects, now - WINDOW)
        if len(failed) >= FAILURES:
            wait = (failed[-FAILURES] + WINDOW - now).total_seconds()
            raise TooManyRequestsError("Too many failed sign-ins; wait some minutes and try again.", max(wait, 1.0))
        row = await self._rows.row_of_login(login)
        fits = await self._password_fits(row.password_hash if row is not None else _NO_ACCOUNT, password)
        if row is None or not fits or not row.active or not await self._second_factor_fits(row, code):
            await self._rows.note_failure(subjects, now, now - WINDOW)
            raise NotSignedInError(_WRONG)
        return row

    async def session(self, token: str) -> tuple[Principal, Account]:
        """Who this session is. Raises: NotSignedInError."""
        account = await self._rows.session(_hashed(token), datetime.now(UTC))
        if account is None:
            raise NotSignedInError("The session has ended: sign in again.")
        return Principal(shop=account.shop, role=account.role, credential=account.staff_id), account

    async def sign_out(self, token: str) -> None:
        """The session ends."""
        await self._rows.end_session(_hashed(token))

    async def _second_factor_fits(self, row: Row[Any], code: str | None) -> bool:
        if not row.totp_confirmed:
            return True
        steps = [_step_of(secret, code or "") for secret in self._factors(row)[:1]]
        return any([step is not None and await self._rows.use_step(row.staff_id, step) for step in steps])

    def _factors(self, row: Row[Any]) -> list[str]:
        """The secret in force, where one is confirmed, and the one that waits to be."""
        try:
            return self._seal.decrypt(row.totp_secret.encode()).decode().split() if row.totp_secret else []
        except InvalidToken:
            return []

    async def _hash(self, password: str) -> str:
        if len(password) < PASSWORD_CHARACTERS or len(password) > 1000:
            raise InvalidInputError(f"A password has at least {PASSWORD_CHARACTERS} characters.")
        return await asyncio.to_thread(self._hasher.hash, password.encode("utf-8", "surrogatepass"))

    async def _password_fits(self, known: str, password: str) -> bool:
        def work() -> bool:
            try:
                return self._hasher.verify(known, password[:1000].encode("utf-8", "surrogatepass"))
            except (VerificationError, InvalidHashError):
                return False

        return await asyncio.to_thread(work)


def _step_of(secret: str, code: str) -> int | None:
    """The half minute, this, the last or the next one, whose code it is."""
    totp, step = pyotp.TOTP(secret), int(datetime.now(UTC).timestamp()) // STEP_SECONDS
    for near in (step, step - 1, step + 1):
        if secrets.compare_digest(totp.at(near * STEP_SECONDS).encode(), code.strip().encode("utf-8", "replace")):
            return near
    return None


def _check_role(role: Role) -> None:
    if role is Role.CUSTOMER:
        raise InvalidInputError("An account is an agent's or an admin's.")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()
