"""Staff accounts, on both databases."""

import asyncio
import time

import pyotp
import pytest

from backends.sql.database import Database
from backends.sql.shops import SqlShopStore
from backends.sql.staff import SqlStaff
from backends.staff_accounts import FAILURES, StoredStaffAccounts
from domain.credentials import Role
from domain.errors import InvalidInputError, NotFoundError, NotSignedInError, TooManyRequestsError
from domain.ids import ShopId
from domain.shop import Shop

SHOP = ShopId("chaye")
PASSWORD = "一杯好茶配点心吃-1"


@pytest.fixture
async def accounts(database: Database) -> StoredStaffAccounts:
    """The accounts of an empty shop."""
    await SqlShopStore(database).put_shop(Shop(id=SHOP))
    return StoredStaffAccounts(SqlStaff(database), "a secret of this installation")


async def test_a_person_signs_in_and_out(accounts: StoredStaffAccounts) -> None:
    made = await accounts.add(SHOP, "Xiao.Lin", PASSWORD, Role.AGENT, "小林")
    session = await accounts.sign_in("xiao.lin", PASSWORD, None, "10.0.0.1")
    principal, account = await accounts.session(session.token)
    assert (principal.shop, principal.role, principal.credential) == (SHOP, Role.AGENT, made.staff_id)
    assert account.name == "小林"
    await accounts.sign_out(session.token)
    with pytest.raises(NotSignedInError):
        await accounts.session(session.token)


async def test_neither_password_nor_token_lies_in_the_database(
    accounts: StoredStaffAccounts, database: Database
) -> None:
    await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    session = await accounts.sign_in("lin", PASSWORD, None, "10.0.0.1")
    for table in ("staff", "sessions"):
        rows = await database.read(
            lambda connection, name=table: connection.exec_driver_sql(f"SELECT * FROM {name}").all()
        )
        assert rows
        assert PASSWORD not in repr(rows)
        assert session.token not in repr(rows)


async def test_a_wrong_login_and_a_wrong_password_read_the_same(accounts: StoredStaffAccounts) -> None:
    await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    said = []
    for login, password in (("lin", "not the password"), ("nobody", PASSWORD)):
        with pytest.raises(NotSignedInError) as refused:
            await accounts.sign_in(login, password, None, "10.0.0.1")
        said.append(str(refused.value))
    assert said[0] == said[1]


async def test_guessing_is_braked_by_login_and_by_address(accounts: StoredStaffAccounts) -> None:
    await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    for number in range(FAILURES):
        with pytest.raises(NotSignedInError):
            await accounts.sign_in("lin", f"guess number {number}", None, f"10.0.0.{number}")
    with pytest.raises(TooManyRequestsError) as braked:
        await accounts.sign_in("lin", PASSWORD, None, "10.9.9.9")
    assert braked.value.retry_after > 60
    for number in range(FAILURES):
        with pytest.raises(NotSignedInError):
            await accounts.sign_in(f"somebody{number}", "a password", None, "10.1.1.1")
    with pytest.raises(TooManyRequestsError):
        await accounts.sign_in("another", "a password", None, "10.1.1.1")


async def test_guesses_made_side_by_side_are_braked_as_well(accounts: StoredStaffAccounts) -> None:
    await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    guesses = (accounts.sign_in("lin", f"guess {number}", None, f"10.0.0.{number}") for number in range(FAILURES + 4))
    came = [type(each) for each in await asyncio.gather(*guesses, return_exceptions=True)]
    assert came == [NotSignedInError] * FAILURES + [TooManyRequestsError] * 4


async def test_a_new_second_factor_replaces_the_old_one_when_it_is_confirmed(accounts: StoredStaffAccounts) -> None:
    made = await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    old = pyotp.parse_uri(await accounts.start_second_factor(SHOP, made.staff_id))
    assert isinstance(old, pyotp.TOTP)
    now = int(time.time())
    await accounts.confirm_second_factor(SHOP, made.staff_id, old.at(now - 30))
    new = pyotp.parse_uri(await accounts.start_second_factor(SHOP, made.staff_id))
    assert isinstance(new, pyotp.TOTP)
    for wrong in (None, new.at(now)):
        with pytest.raises(NotSignedInError):
            await accounts.sign_in("lin", PASSWORD, wrong, "10.0.0.1")
    await accounts.sign_in("lin", PASSWORD, old.at(now), "10.0.0.1")
    await accounts.confirm_second_factor(SHOP, made.staff_id, new.at(now))
    await accounts.sign_in("lin", PASSWORD, new.at(now + 30), "10.0.0.1")


async def test_a_second_factor_is_asked_for_once_confirmed_and_each_code_works_once(
    accounts: StoredStaffAccounts,
) -> None:
    made = await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    totp = pyotp.parse_uri(await accounts.start_second_factor(SHOP, made.staff_id))
    assert isinstance(totp, pyotp.TOTP)
    await accounts.sign_in("lin", PASSWORD, None, "10.0.0.1")
    with pytest.raises(InvalidInputError):
        await accounts.confirm_second_factor(SHOP, made.staff_id, "000")
    code = totp.now()
    await accounts.confirm_second_factor(SHOP, made.staff_id, code)
    for wrong in (None, "123", code):
        with pytest.raises(NotSignedInError):
            await accounts.sign_in("lin", PASSWORD, wrong, "10.0.0.1")
    later = totp.at(int(time.time()) + 30)
    await accounts.sign_in("lin", PASSWORD, later, "10.0.0.1")
    await accounts.drop_second_factor(SHOP, made.staff_id)
    await accounts.sign_in("lin", PASSWORD, None, "10.0.0.1")


async def test_blocking_and_a_new_password_end_sessions(accounts: StoredStaffAccounts) -> None:
    made = await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    first = await accounts.sign_in("lin", PASSWORD, None, "10.0.0.1")
    await accounts.change(SHOP, made.staff_id, password="another good password")
    with pytest.raises(NotSignedInError):
        await accounts.session(first.token)
    second = await accounts.sign_in("lin", "another good password", None, "10.0.0.1")
    await accounts.change(SHOP, made.staff_id, active=False)
    with pytest.raises(NotSignedInError):
        await accounts.session(second.token)
    with pytest.raises(NotSignedInError):
        await accounts.sign_in("lin", "another good password", None, "10.0.0.1")


async def test_the_last_admin_stays(accounts: StoredStaffAccounts) -> None:
    made = await accounts.add(SHOP, "boss", PASSWORD, Role.ADMIN)
    with pytest.raises(InvalidInputError, match="last admin"):
        await accounts.change(SHOP, made.staff_id, role=Role.AGENT)
    await accounts.add(SHOP, "deputy", PASSWORD, Role.ADMIN)
    changed = await accounts.change(SHOP, made.staff_id, role=Role.AGENT)
    assert changed.role is Role.AGENT


@pytest.mark.parametrize(
    ("login", "password", "role"),
    [("lin", "short", Role.AGENT), ("a b", PASSWORD, Role.AGENT), ("lin", PASSWORD, Role.CUSTOMER)],
)
async def test_unfit_accounts_are_refused_in_words(
    accounts: StoredStaffAccounts, login: str, password: str, role: Role
) -> None:
    with pytest.raises(InvalidInputError):
        await accounts.add(SHOP, login, password, role)


async def test_a_login_is_taken_once_and_another_shop_changes_nothing(
    accounts: StoredStaffAccounts, database: Database
) -> None:
    made = await accounts.add(SHOP, "lin", PASSWORD, Role.AGENT)
    await SqlShopStore(database).put_shop(Shop(id=ShopId("other")))
    with pytest.raises(InvalidInputError, match="taken"):
        await accounts.add(ShopId("other"), "LIN", PASSWORD, Role.AGENT)
    with pytest.raises(NotFoundError):
        await accounts.change(ShopId("other"), made.staff_id, active=False)
    with pytest.raises(NotFoundError):
        await accounts.add(ShopId("nowhere"), "new", PASSWORD, Role.AGENT)
