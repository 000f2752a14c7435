"""Credentials: keys and customer tokens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from backends.credentials import StoredCredentials
from backends.sql.audit import SqlAuditLog
from backends.sql.database import Database
from backends.sql.keys import SqlKeys
from backends.sql.shops import SqlShopStore
from domain.credentials import Role
from domain.errors import InvalidInputError, NotFoundError, NotSignedInError, StaleError
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


async def test_a_visitor_owns_conversations_and_is_no_customer_even_of_the_same_name(
    credentials: StoredCredentials,
) -> None:
    visitor = await credentials.principal(credentials.visitor_token(SHOP, "c1", 60))
    customer = await credentials.principal(credentials.customer_token(SHOP, CustomerId("c1")))
    assert (visitor.role, visitor.customer_id, visitor.owner) == (Role.CUSTOMER, None, "key:visitor:c1")
    assert customer.owner == "customer:c1"
    with pytest.raises(NotSignedInError):
        await credentials.principal(credentials.visitor_token(SHOP, "c1", -1))


async def test_only_a_hash_of_the_secret_is_kept(credentials: StoredCredentials, database: Database) -> None:
    secret = await credentials.create_key(SHOP, Role.ADMIN)
    rows = await database.read(lambda connection: str(connection.exec_driver_sql("SELECT * FROM keys").all()))
    assert secret not in rows
    assert secret.removeprefix(f"kf_{Role.ADMIN.value}_{SHOP}_") not in rows


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
    # A token holds the time: workers that collect a second apart would disagree on names.
    ids=lambda _: "secret",
)
async def test_anything_else_is_nobody(credentials: StoredCredentials, secret: str) -> None:
    with pytest.raises(NotSignedInError) as refused:
        await credentials.principal(secret)
    assert not secret or secret not in str(refused.value)


async def test_a_rotated_key_hands_its_role_and_scopes_on_and_ends_after_a_while(
    credentials: StoredCredentials,
) -> None:
    old = await credentials.create_key(SHOP, Role.AGENT, ("documents:read", "chat"))
    (key,) = await credentials.keys(SHOP)
    new = await credentials.rotate_key(SHOP, key.key_id, timedelta(hours=1))
    before, after = await credentials.principal(old), await credentials.principal(new)
    assert (before.role, before.scopes) == (after.role, after.scopes) == (Role.AGENT, ("chat", "documents:read"))
    second = await credentials.rotate_key(SHOP, after.credential, timedelta())
    with pytest.raises(NotSignedInError):
        await credentials.principal(new)
    await credentials.principal(second)
    with pytest.raises(StaleError):
        await credentials.rotate_key(SHOP, after.credential, timedelta())
    with pytest.raises(NotFoundError):
        await credentials.rotate_key(OTHER_SHOP, key.key_id, timedelta())


async def test_a_scope_that_isnt_there_is_refused(credentials: StoredCredentials) -> None:
    with pytest.raises(InvalidInputError, match="conversations"):
        await credentials.create_key(SHOP, Role.AGENT, ("everything",))


@pytest.mark.parametrize("customer", [CustomerId("a"), None])
async def test_revoked_tokens_stop_and_newer_ones_work(
    credentials: StoredCredentials, customer: CustomerId | None
) -> None:
    mine, others = (_token(sub=sub, iat=datetime.now(UTC) - timedelta(seconds=2)) for sub in ("a", "b"))
    undated = _token()
    await credentials.principal(undated)
    await credentials.revoke_tokens(SHOP, customer)
    for ended in (mine, undated, *([] if customer else [others])):
        with pytest.raises(NotSignedInError):
            await credentials.principal(ended)
    if customer:
        assert (await credentials.principal(others)).customer_id == "b"
    newer = _token(iat=datetime.now(UTC) + timedelta(seconds=2), nbf=None)
    with pytest.raises(NotSignedInError):
        # Signed for the future: not taken yet.
        await credentials.principal(newer)


async def test_tokens_of_the_former_signing_secret_are_taken_and_new_ones_use_the_new_one(database: Database) -> None:
    await SqlShopStore(database).put_shop(Shop(id=SHOP))
    former, now = "1" * 64, "2" * 64
    credentials = StoredCredentials(SqlKeys(database), now, former)
    assert (await credentials.principal(_token(secret=former))).customer_id == "a"
    jwt.decode(credentials.customer_token(SHOP, CustomerId("a")), now, algorithms=["HS256"])
    with pytest.raises(NotSignedInError):
        await StoredCredentials(SqlKeys(database), now).principal(_token(secret=former))


async def test_what_is_done_to_keys_is_in_the_chained_log(credentials: StoredCredentials, database: Database) -> None:
    await credentials.create_key(SHOP, Role.AGENT)
    (key,) = await credentials.keys(SHOP)
    await credentials.rotate_key(SHOP, key.key_id, timedelta(hours=1))
    await credentials.revoke_key(SHOP, key.key_id, "stf_1")
    await credentials.revoke_tokens(SHOP, CustomerId("林女士"))
    log = SqlAuditLog(database)
    entries = [link.entry for link in await log.entries(SHOP)]
    assert [e.act for e in entries] == ["key.create", "key.rotate", "key.revoke", "tokens.revoke"]
    assert entries[2].actor == "stf_1"
    assert "林女士" not in str(entries)
    assert await log.first_break(SHOP) is None
