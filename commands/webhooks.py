"""kefu webhook add | list | remove | test | retry."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from backends.settings import Settings
from commands import console
from domain.errors import InvalidInputError
from domain.ids import ShopId
from domain.webhooks import Delivery, EventType, Webhook

if TYPE_CHECKING:
    from agent.webhooks import MadeWebhook, WebhookDesk

app = typer.Typer(help="Addresses that are told what happens (Standard Webhooks).", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]


@app.command()
def add(
    url: str,
    shop: Shop,
    event: Annotated[
        list[str] | None, typer.Option("--event", help="An event type; may be repeated. Else all.")
    ] = None,
) -> None:
    """Add an address and print its bare secret; it is shown this once."""
    made = console.run(_add(console.settings(), shop, url, tuple(event or ())))
    console.err.print(f"kefu: webhook {made.webhook.webhook_id}", highlight=False)
    print(made.secret)


@app.command("list")
def list_webhooks(shop: Shop, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the addresses, with how many deliveries were given up."""
    found = console.run(_list(console.settings(), shop))
    if as_json:
        console.print_json([webhook.model_dump(mode="json") | {"given_up": dead} for webhook, dead in found])
        return
    for webhook, dead in found:
        state = f"ended: {webhook.ended_because}" if webhook.ended_at else "active"
        line = f"{webhook.webhook_id}  {webhook.url}  {','.join(webhook.events) or 'all'}  {state}  {dead} given up"
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)


@app.command()
def remove(webhook_id: str, shop: Shop) -> None:
    """Tell an address nothing more."""
    console.run(_remove(console.settings(), shop, webhook_id))


@app.command()
def test(webhook_id: str, shop: Shop) -> None:
    """Send a webhook.test now and say what came of it."""
    delivery = console.run(_test(console.settings(), shop, webhook_id))
    console.out.print(f"{delivery.result}  {delivery.detail}", highlight=False, markup=False)
    if delivery.result != "delivered":
        raise typer.Exit(1)


@app.command()
def retry(webhook_id: str, shop: Shop) -> None:
    """Deliver again what was given up."""
    console.out.print(f"{console.run(_retry(console.settings(), shop, webhook_id))} to be delivered", highlight=False)


@asynccontextmanager
async def _desk(settings: Settings, shop: str) -> "AsyncIterator[tuple[WebhookDesk, ShopId]]":
    from agent.webhooks import WebhookDesk
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        found = await stores.shops.get_shop(ShopId(shop))
        yield WebhookDesk(stores.webhooks, stores.webhook_sender), found.id


async def _add(settings: Settings, shop: str, url: str, events: tuple[str, ...]) -> "MadeWebhook":
    known: dict[str, EventType] = {name: name for name in get_args(EventType)}
    wrong = [name for name in events if name not in known]
    if wrong:
        raise InvalidInputError(f"There is no event {wrong[0]}; there are {', '.join(known)}.")
    async with _desk(settings, shop) as (desk, shop_id):
        return await desk.add(shop_id, url, tuple(known[name] for name in events))


async def _list(settings: Settings, shop: str) -> list[tuple[Webhook, int]]:
    async with _desk(settings, shop) as (desk, shop_id):
        return await desk.webhooks(shop_id)


async def _remove(settings: Settings, shop: str, webhook_id: str) -> None:
    async with _desk(settings, shop) as (desk, shop_id):
        await desk.remove(shop_id, webhook_id)


async def _test(settings: Settings, shop: str, webhook_id: str) -> Delivery:
    async with _desk(settings, shop) as (desk, shop_id):
        return await desk.test(shop_id, webhook_id)


async def _retry(settings: Settings, shop: str, webhook_id: str) -> int:
    async with _desk(settings, shop) as (desk, shop_id):
        return await desk.retry(shop_id, webhook_id)
