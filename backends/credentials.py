"""Keys and customer tokens: who is calling."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from backends.sql.keys import SqlKeys
from domain.credentials import OPERATOR, Key, Principal, Role, check_scopes
from domain.errors import NotSignedInError
from domain.ids import CustomerId, ShopId, new_id

ALGORITHM = "HS256"
"""The only one accepted: a token can't choose how it is checked (``none``, RS256 with our secret as public key …)."""

VISITOR = "visitor"

_REFUSED = "The credential is missing, wrong, expired or revoked: sign in again."


class StoredCredentials:
    """Keys from SQL, tokens from the installation's secret.

    A key carries 256 random bits. Nobody can try so many, so a plain sha256 keeps it as safe as a slow password hash
    would, and a request costs one look into an index. Tokens live on the machine's clock even where ``KEFU_NOW``
    freezes the shop's: a frozen clock must not keep a token alive.
    """

    def __init__(self, keys: SqlKeys, token_secret: str, *former: str) -> None:
        """Args: keys: the table of keys; token_secret: of this installation; former: still taken, not used any more."""
        self._keys = keys
        self._token_secret, self._accepted = token_secret, (token_secret, *former)

    async def create_key(self, shop: ShopId, role: Role, scopes: tuple[str, ...] = (), actor: str = OPERATOR) -> str:
        """A new key's bare secret, shown this once. Raises: NotFoundError: no such shop. InvalidInputError."""
        secret = _new_secret(shop, role)
        key = Key(key_id=new_id("key"), shop=shop, role=role, created_at=datetime.now(UTC), scopes=check_scopes(scopes))
        await self._keys.add(key, _hash(secret), actor)
        return secret

    async def revoke_key(self, shop: ShopId, key_id: str, actor: str = OPERATOR) -> None:
        """The key stops working at once. Raises: NotFoundError."""
        await self._keys.revoke(shop, key_id, datetime.now(UTC), actor)

    async def rotate_key(self, shop: ShopId, key_id: str, keep: timedelta, actor: str = OPERATOR) -> str:
        """A new key's bare secret; the old one ends after ``keep``. Raises: NotFoundError, StaleError."""
        role = next((key.role for key in await self._keys.of_shop(shop) if key.key_id == key_id), Role.CUSTOMER)
        now, secret = datetime.now(UTC), _new_secret(shop, role)
        await self._keys.replace(shop, key_id, new_id("key"), _hash(secret), now, now + keep, actor)
        return secret

    async def revoke_tokens(self, shop: ShopId, customer: CustomerId | None, actor: str = OPERATOR) -> None:
        """End every customer token made until now. Raises: NotFoundError: no such shop."""
        # In the log the customer is a hash, as an erasure calls them.
        subject = hashlib.sha256(f"{shop}:{customer}".encode()).hexdigest()[:16] if customer else "all"
        await self._keys.refuse_tokens_before(shop, customer, datetime.now(UTC), actor, subject)

    async def keys(self, shop: ShopId) -> list[Key]:
        """The shop's keys, oldest first."""
        return await self._keys.of_shop(shop)

    def customer_token(self, shop: ShopId, customer: CustomerId, lifetime_seconds: int = 3600) -> str:
        """A JWT (HS256; sub, shop, exp, iat)."""
        return self._token({"sub": customer, "shop": shop}, lifetime_seconds)

    def visitor_token(self, shop: ShopId, visitor: str, lifetime_seconds: int) -> str:
        """The same for somebody without a name: owns conversations, and no order or profile."""
        return self._token({"sub": visitor, "shop": shop, "kind": VISITOR}, lifetime_seconds)

    async def principal(self, secret: str) -> Principal:
        """Who holds this key or token. Raises: NotSignedInError."""
        return await (self._of_key(secret) if secret.startswith("kf_") else self._of_token(secret))

    def _token(self, claims: dict[str, str], lifetime_seconds: int) -> str:
        now = datetime.now(UTC)
        times = {"iat": now, "exp": now + timedelta(seconds=lifetime_seconds)}
        return jwt.encode(claims | times, self._token_secret, algorithm=ALGORITHM)

    async def _of_key(self, secret: str) -> Principal:
        key = await self._keys.find(_hash(secret))
        if key is None or not key.works(datetime.now(UTC)):
            raise NotSignedInError(_REFUSED)
        return Principal(shop=key.shop, role=key.role, credential=key.key_id, scopes=key.scopes)

    async def _of_token(self, token: str) -> Principal:
        claims = self._claims(token)
        shop, customer = claims["shop"], claims["sub"]
        if not (isinstance(shop, str) and isinstance(customer, str) and shop and customer):
            raise NotSignedInError(_REFUSED)
        exists, since = await self._keys.tokens_from(ShopId(shop), CustomerId(customer))
        if not exists or (since is not None and not _made_after(claims.get("iat"), since)):
            raise NotSignedInError(_REFUSED)
        if claims.get("kind") == VISITOR:
            return Principal(shop=ShopId(shop), role=Role.CUSTOMER, credential=f"visitor:{customer}")
        return Principal(
            shop=ShopId(shop),
            role=Role.CUSTOMER,
            credential=f"customer:{customer}",
            customer_id=CustomerId(customer),
        )

    def _claims(self, token: str) -> dict[str, Any]:
        for secret in self._accepted:
            try:
                return jwt.decode(token, secret, algorithms=[ALGORITHM], options={"require": ["exp", "sub", "shop"]})
            except (jwt.PyJWTError, ValueError):
                # ValueError: text that is no token at all, such as a lone surrogate.
                continue
        raise NotSignedInError(_REFUSED)


def _made_after(issued_at: object, since: datetime) -> bool:
    """Tokens carry whole seconds: one of the very second of a revocation counts as made before it."""
    return isinstance(issued_at, int | float) and issued_at > since.timestamp()


def _new_secret(shop: ShopId, role: Role) -> str:
    return f"kf_{role.value}_{shop}_{secrets.token_urlsafe(32)}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
