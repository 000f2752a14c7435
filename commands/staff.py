"""kefu staff: accounts of people who sign in to the console."""

import sys
from typing import Annotated

import typer
from pydantic import JsonValue

from backends.connect import Stores, connect_stores
from backends.settings import Settings
from backends.staff_accounts import StoredStaffAccounts
from commands import console
from commands.listing import TERMINAL
from domain.credentials import Role
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.staff import Account
from domain.writes import AuditEntry, Writes

app = typer.Typer(help="People who sign in to the console.", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]
Password = Annotated[
    str | None, typer.Option("--password", help="For scripts; left out, it is asked for or read from a pipe.")
]


@app.command("add")
def add(
    login: str,
    shop: Shop,
    role: Annotated[Role, typer.Option()] = Role.AGENT,
    name: str = "",
    password: Password = None,
    as_json: Json = False,
) -> None:
    """Let a person in to the console."""
    made = console.run(_add(console.settings(), shop, login, _asked(password), role, name))
    console.print_json(made.model_dump(mode="json")) if as_json else console.out.print(made.staff_id)


@app.command("list")
def list_accounts(shop: Shop, as_json: Json = False) -> None:
    """List a shop's accounts."""
    found = console.run(_accounts(console.settings(), shop))
    if as_json:
        console.print_json([account.model_dump(mode="json") for account in found])
        return
    for each in found:
        notes = [each.role.value, *(["code"] if each.second_factor else []), *([] if each.active else ["blocked"])]
        console.out.print(f"{each.login}  {each.name}  {', '.join(notes)}", highlight=False, markup=False)


@app.command("password")
def password(login: str, shop: Shop, password: Password = None) -> None:
    """Give an account a new password; its sessions end."""
    console.run(_change(console.settings(), shop, login, password=_asked(password)))
    console.err.print("kefu: the password is changed", highlight=False)


@app.command("block")
def block(login: str, shop: Shop) -> None:
    """Shut a person out; the account's sessions end."""
    console.run(_change(console.settings(), shop, login, active=False))
    console.err.print("kefu: the account is blocked", highlight=False)


@app.command("unblock")
def unblock(login: str, shop: Shop) -> None:
    """Let a person in again."""
    console.run(_change(console.settings(), shop, login, active=True))
    console.err.print("kefu: the account is open again", highlight=False)


def _asked(password: str | None) -> str:
    if password is not None:
        return password
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked


async def _add(settings: Settings, shop: str, login: str, password: str, role: Role, name: str) -> Account:
    async with connect_stores(settings) as stores:
        made = await stores.accounts.add(ShopId(shop), login, password, role, name)
        await _note(stores, made, "staff.add", {"role": role.value})
        return made


async def _accounts(settings: Settings, shop: str) -> list[Account]:
    async with connect_stores(settings) as stores:
        return await stores.accounts.accounts((await stores.shops.get_shop(ShopId(shop))).id)


async def _change(
    settings: Settings, shop: str, login: str, *, password: str | None = None, active: bool | None = None
) -> None:
    async with connect_stores(settings) as stores:
        account = await _named(stores.accounts, ShopId(shop), login)
        await stores.accounts.change(account.shop, account.staff_id, password=password, active=active)
        await _note(stores, account, "staff.change", {"password": True} if password is not None else {"active": active})


async def _note(stores: Stores, account: Account, act: str, detail: dict[str, JsonValue]) -> None:
    now = stores.clock.now()
    entry = AuditEntry(at=now, actor=TERMINAL, act=act, subject=account.staff_id, detail=detail)
    await stores.conversations.write(account.shop, Writes(audit=(entry,)))


async def _named(accounts: StoredStaffAccounts, shop: ShopId, login: str) -> Account:
    for account in await accounts.accounts(shop):
        if account.login == login.strip().lower():
            return account
    raise NotFoundError("There is no such account in this shop; `kefu staff list` shows them.")
