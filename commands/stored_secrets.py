"""kefu secret set | list | remove: what Kefu itself signs in with at a merchant's systems."""

import sys
from typing import Annotated

import typer

from backends.settings import Settings
from commands import console
from domain.clock import SystemClock
from domain.connections import Credential
from domain.errors import InvalidInputError
from domain.ids import ShopId
from domain.secrets import StoredSecret

app = typer.Typer(help="Secrets for a merchant's systems, sealed at rest.", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]


@app.command("set")
def set_secret(name: str, shop: Shop) -> None:
    """Store a secret; it is read from standard input, so that it stands in no history."""
    text = typer.prompt("secret", hide_input=True) if sys.stdin.isatty() else sys.stdin.read().strip()
    console.run(_set(console.settings(), shop, name, text))
    console.err.print(f"kefu: secret {name} is stored", highlight=False)


@app.command("list")
def list_secrets(shop: Shop) -> None:
    """Name the stored secrets; their texts are never shown."""
    for secret in console.run(_list(console.settings(), shop)):
        console.out.print(f"{secret.name}  {secret.created_at:%Y-%m-%d %H:%M}", highlight=False)


@app.command("remove")
def remove_secret(name: str, shop: Shop) -> None:
    """Forget a secret."""
    console.run(_remove(console.settings(), shop, name))


async def _set(settings: Settings, shop: str, name: str, text: str) -> None:
    try:
        Credential(secret=name)
    except ValueError:
        raise InvalidInputError("A secret's name has 1-40 characters a-z, 0-9, - or _.") from None
    if not text:
        raise InvalidInputError("The secret is empty; give it on standard input.")
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        await stores.secrets.put_secret(ShopId(shop), name, text, SystemClock().now())


async def _list(settings: Settings, shop: str) -> list[StoredSecret]:
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        found = await stores.shops.get_shop(ShopId(shop))
        return await stores.secrets.secrets(found.id)


async def _remove(settings: Settings, shop: str, name: str) -> None:
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        await stores.secrets.remove_secret(ShopId(shop), name)
