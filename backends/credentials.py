"""Keys and customer tokens: who is calling."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

import jwt

from backends.sql.keys import SqlKeys
from domain.credentials import Key, Principal, Role
from domain.errors import NotSignedInError
from domain.ids import CustomerId, ShopId, new_id

ALGORITHM = "HS256"
"""The only one accepted: a token can't choose how it is checked (``none``, RS256 with our secret as public key …)."""

_REFUSED = "The credential is missing, wrong, expired or revoked: sign in again."


class StoredCredentials:
    """Keys from SQL, tokens from the installation's secret.

    A key carries 256 random bits. Nobody can try so many, so a plain sha256 keeps it as safe as a slow password hash
    would, and a request costs one look into an index. Tokens live on the machine's clock even where ``KEFU_NOW``
    freezes the shop's: a frozen clock must not keep a token alive.
    """

    def __init__(self, keys: SqlKeys, token_secret: str) -> None:
        """Args: keys: the table of keys; token_secret: of this installation."""
        self._keys = keys
        self._token_secret = token_secret

    async def create_key(self, shop: ShopId, role: Role) -> str:
        """A new key's bare secret, shown this once. Raises: NotFoundError: no such shop."""
        secret = f"kf_{role.value}_{shop}_{secrets.token_urlsafe(32)}"
        key = Key(key_id=new_id("key"), shop=shop, role=role, created_at=datetime.now(UTC))
        await self._keys.add(key, _hash(secret))
        return secret

    async def revoke_key(self, shop: ShopId, key_id: str) -> None:
        """The key stops working at once. Raises: NotFoundError."""
        await self._keys.revoke(shop, key_id, datetime.now(UTC))

    async def keys(self, shop: ShopId) -> list[Key]:
        """The shop's keys, oldest first."""
        return await self._keys.of_shop(shop)

    def customer_token(self, shop: ShopId, customer: CustomerId, lifetime_seconds: int = 3600) -> str:
        """A JWT (HS256; sub, shop, exp, iat)."""
        now = datetime.now(UTC)
        claims = {"sub": customer, "shop": shop, "iat": now, "exp": now + timedelta(seconds=lifetime_seconds)}
        return jwt.encode(claims, self._token_secret, algorithm=ALGORITHM)

    async def principal(self, secret: str) -> Principal:
        """Who holds this key or token. Raises: NotSignedInError."""
        return await (self._of_key(secret) if secret.startswith("kf_") else self._of_token(secret))

    async def _of_key(self, secret: str) -> Principal:
        key = await self._keys.find(_hash(secret))
        if key is None or key.revoked_at is not None:
            raise NotSignedInError(_REFUSED)
        return Principal(shop=key.shop, role=key.role, credential=key.key_id)

    async def _of_token(self, token: str) -> Principal:
        try:
            claims = jwt.decode(
                token, self._token_secret, algorithms=[ALGORITHM], options={"require": ["exp", "sub", "shop"]}
            )
        except (jwt.PyJWTError, ValueError):
            # ValueError: text that is no token at all, such as a lone surrogate.
            raise NotSignedInError(_REFUSED) from None
        shop, customer = claims["shop"], claims["sub"]
        if not (isinstance(shop, str) and isinstance(customer, str) and shop and customer):
            raise NotSignedInError(_REFUSED)
        if not await self._keys.shop_exists(ShopId(shop)):
            raise NotSignedInError(_REFUSED)
        return Principal(
            shop=ShopId(shop),
            role=Role.CUSTOMER,
            credential=f"customer:{customer}",
            customer_id=CustomerId(customer),
        )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
