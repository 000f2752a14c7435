"""Credentials: keys and customer tokens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from backends.credentials import StoredCredentials
from backends.sql.database import Database
from backends.sql.keys import SqlKeys
from backends.sql.shops import SqlShopStore
from domain.credentials import Role
from domain.errors import NotFoundError, NotSignedInError
from domain.ids import CustomerId, ShopId
from domain.shop import Shop
from tests.contract.samples import OTHER_SHOP, SHOP

TOKEN_SECRET = "0" * 64


@pytest.fixture
async def credentials(database: Database) -> StoredCredentials:
    await SqlShopStore(database).put_shop(Shop(id=SHOP))
    return StoredCredentials(SqlKeys(database), TOKEN_SECRET)


@pytest.mark.parametrize("role", list(Role))
async def test_a_key_names_its_shop_and_role_and_nobody(credentials: StoredCredentials, role: Role) -> None:
    secret = await credentials.create_key(SHOP, role)
    assert secret.startswith(f"kf_{role.value}_{SHOP}_")
    principal = await credentials.principal(secret)
    (key,) = await credentials.keys(SHOP)
    assert (principal.shop, principal.role, principal.credential) == (SHOP, role, key.key_id)
    assert principal.customer_id is None


async def test_only_a_hash_of_the_secret_is_kept(credentials: StoredCredentials, database: Database) -> None:
    secret = await credentials.create_key(SHOP, Role.ADMIN)
    rows = await database.read(lambda connection: str(connection.exec_driver_sql("SELECT * FROM keys").all()))
    assert secret not in rows
    assert secret.rsplit("_", 1)[-1] not in rows


async def test_a_revoked_key_stops_at_once(credentials: StoredCredentials) -> None:
    secret = await credentials.create_key(SHOP, Role.AGENT)
    (key,) = await credentials.keys(SHOP)
    with pytest.raises(NotFoundError):
        await credentials.revoke_key(OTHER_SHOP, key.key_id)
    await credentials.principal(secret)
    await credentials.revoke_key(SHOP, key.key_id)
    with pytest.raises(NotSignedInError):
        await credentials.principal(secret)


async def test_a_shop_that_isnt_there_gets_no_key(credentials: StoredCredentials) -> None:
    with pytest.raises(NotFoundError):
        await credentials.create_key(OTHER_SHOP, Role.AGENT)


async def test_a_token_names_its_customer(credentials: StoredCredentials) -> None:
    principal = await credentials.principal(credentials.customer_token(SHOP, CustomerId("a")))
    assert (principal.shop, principal.role, principal.customer_id) == (SHOP, Role.CUSTOMER, "a")
    assert principal.owner == "customer:a"


def _token(secret: str = TOKEN_SECRET, algorithm: str = "HS256", **claims: Any) -> str:
    given = {"sub": "a", "shop": SHOP, "exp": datetime.now(UTC) + timedelta(hours=1)} | claims
    return jwt.encode({k: v for k, v in given.items() if v is not None}, secret, algorithm=algorithm)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "kf_",
        "kf_admin_teehaus_guess",
        "not.a.token",
        "\ud800",
        "kf_\ud800",
        _token(secret="1" * 64),
        _token(secret="", algorithm="none"),
        _token(algorithm="HS512"),
        _token(exp=datetime.now(UTC) - timedelta(seconds=1)),
        _token(exp=None),
        _token(sub=None),
        _token(sub=""),
        _token(shop=None),
        _token(shop=7),
        _token(shop=["teehaus"]),
        _token(shop=ShopId("nowhere")),
    ],
)
async def test_anything_else_is_nobody(credentials: StoredCredentials, secret: str) -> None:
    with pytest.raises(NotSignedInError) as refused:
        await credentials.principal(secret)
    assert not secret or secret not in str(refused.value)
