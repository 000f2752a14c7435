"""kefu key create | list | rotate | revoke | revoke-tokens | rotate-signing."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from backends.connect import connect_stores
from backends.data_folder import DataFolder
from backends.settings import Settings
from commands import console
from domain.credentials import Key, Role
from domain.ids import CustomerId, ShopId

app = typer.Typer(help="API keys and customer tokens.", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
KeepHours = Annotated[float, typer.Option(min=0, max=24 * 365, help="How long the old one goes on working.")]


@app.command()
def create(
    role: Annotated[Role, typer.Option()],
    shop: Shop,
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="What it is for: documents, conversations:read, …; repeatable.")
    ] = None,
) -> None:
    """Print a new key's bare secret; it is shown this once."""
    print(console.run(_create(console.settings(), shop, role, tuple(scope or ()))))


@app.command("list")
def list_keys(shop: Shop, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the keys without their secrets."""
    found = console.run(_list(console.settings(), shop))
    if as_json:
        console.print_json([key.model_dump(mode="json") for key in found])
        return
    for key in found:
        state = f"ends {key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "active"
        state = state if key.works(datetime.now(UTC)) else f"revoked {key.revoked_at:%Y-%m-%d %H:%M}"
        line = f"{key.key_id}  {key.role.value}  {key.created_at:%Y-%m-%d %H:%M}  {state}  {' '.join(key.scopes)}"
        console.out.print(line.rstrip(), highlight=False, markup=False, soft_wrap=True)


@app.command()
def rotate(key_id: str, shop: Shop, keep_hours: KeepHours = 24.0) -> None:
    """Print the secret of a key in place of this one, with its role and scopes; the old one ends after a while."""
    print(console.run(_rotate(console.settings(), shop, key_id, timedelta(hours=keep_hours))))


@app.command()
def revoke(key_id: str, shop: Shop) -> None:
    """End a key at once."""
    console.run(_revoke(console.settings(), shop, key_id))
    console.err.print(f"kefu: {key_id} is revoked", highlight=False)


@app.command("revoke-tokens")
def revoke_tokens(
    shop: Shop, customer: Annotated[str | None, typer.Option(help="This customer's only; else everybody's.")] = None
) -> None:
    """End every customer token made until now."""
    console.run(_revoke_tokens(console.settings(), shop, customer))
    whose = "this customer" if customer else "all customers"
    console.err.print(f"kefu: the tokens of {whose} made until now don't work any more", highlight=False)


@app.command("rotate-signing")
def rotate_signing(keep_hours: KeepHours = 24.0) -> None:
    """Sign customer tokens with a new secret; those of the old one are taken for a while."""
    console.run(_rotate_signing(console.settings(), timedelta(hours=keep_hours)))
    told = "secrets.json has a new token_secret: restart every server, and give it to whatever signs your tokens"
    console.err.print(f"kefu: {told}", highlight=False)


async def _create(settings: Settings, shop_id: str, role: Role, scopes: tuple[str, ...]) -> str:
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return await stores.credentials.create_key(shop.id, role, scopes)


async def _list(settings: Settings, shop_id: str) -> list[Key]:
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return await stores.credentials.keys(shop.id)


async def _rotate(settings: Settings, shop_id: str, key_id: str, keep: timedelta) -> str:
    async with connect_stores(settings) as stores:
        return await stores.credentials.rotate_key(ShopId(shop_id), key_id, keep)


async def _revoke(settings: Settings, shop_id: str, key_id: str) -> None:
    async with connect_stores(settings) as stores:
        await stores.credentials.revoke_key(ShopId(shop_id), key_id)


async def _revoke_tokens(settings: Settings, shop_id: str, customer: str | None) -> None:
    async with connect_stores(settings) as stores:
        await stores.credentials.revoke_tokens(ShopId(shop_id), CustomerId(customer) if customer else None)


async def _rotate_signing(settings: Settings, keep: timedelta) -> None:
    DataFolder(settings.data_dir).rotate_token_secret(datetime.now(UTC) + keep)
