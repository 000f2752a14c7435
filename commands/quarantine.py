"""kefu documents quarantine: what ingest kept back, and a person's decision on it."""

from typing import Annotated

import typer

from backends.settings import Settings
from commands import console
from commands.documents import Json, Shop, handed, ingesting, reading
from domain.errors import DataFolderBusyError, InvalidInputError
from domain.ids import HeldId, ShopId
from domain.ingest_jobs import JobOrder
from domain.quarantine import HeldItem, HeldStatus, Verdict

app = typer.Typer(help="What was kept back for a person's decision.", no_args_is_help=True)

Item = Annotated[str, typer.Argument(help="Its id, from the list.")]
TERMINAL = "terminal"
_STATUSES: dict[str, HeldStatus] = {"waiting": "waiting", "released": "released", "rejected": "rejected"}
_EXCERPT = 60


@app.command("list")
def list_held(
    shop: Shop,
    status: Annotated[str, typer.Option(help="waiting, released, rejected or all")] = "waiting",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    as_json: Json = False,
) -> None:
    """List what waits for a decision, newest first."""
    found = console.run(_items(console.settings(), shop, status, limit))
    if as_json:
        console.print_json([item.model_dump(mode="json") for item in found])
        return
    for item in found:
        words = " ".join(item.text.split())[:_EXCERPT]
        line = f"{item.item_id}  {item.status}  {item.kind}  {item.document.name}  {item.place}  {item.reason}: {words}"
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)


@app.command("show")
def show_held(item_id: Item, shop: Shop, as_json: Json = False) -> None:
    """Show one with its whole text."""
    item = console.run(_item(console.settings(), shop, item_id))
    if as_json:
        console.print_json(item.model_dump(mode="json"))
        return
    head = f"{item.document.name}  {item.place}  {item.kind}  {item.status}  {item.reason}"
    console.out.print(head, style="dim", highlight=False, markup=False)
    console.out.print(item.text, highlight=False, markup=False)


@app.command("release")
def release(item_id: Item, shop: Shop) -> None:
    """Let it go live, or show an internal document to customers."""
    _decide(item_id, shop, "released")


@app.command("reject")
def reject(item_id: Item, shop: Shop) -> None:
    """Keep it out, or take it out again."""
    _decide(item_id, shop, "rejected")


def _decide(item_id: str, shop: str, verdict: Verdict) -> None:
    item = console.run(_decided(console.settings(), shop, item_id, verdict))
    console.out.print(f"{item.item_id}  {item.status}  {item.document.name}", highlight=False, markup=False)


async def _items(settings: Settings, shop: str, status: str, limit: int) -> list[HeldItem]:
    if status != "all" and status not in _STATUSES:
        raise InvalidInputError(f"There is no status {status}; there are {', '.join(_STATUSES)} and all.")
    async with reading(settings, shop) as documents:
        return await documents.quarantine.items(ShopId(shop), _STATUSES.get(status), limit=limit)


async def _item(settings: Settings, shop: str, item_id: str) -> HeldItem:
    async with reading(settings, shop) as documents:
        return await documents.quarantine.item(ShopId(shop), HeldId(item_id))


async def _decided(settings: Settings, shop: str, item_id: str, verdict: Verdict) -> HeldItem:
    await _item(settings, shop, item_id)
    try:
        async with ingesting(settings) as (_, ingestor):
            return await ingestor.decide(ShopId(shop), HeldId(item_id), verdict, TERMINAL)
    except DataFolderBusyError as busy:
        order = JobOrder(kind="review", item_id=HeldId(item_id), verdict=verdict, actor=TERMINAL)
        await handed(settings, shop, order, busy)
        return await _item(settings, shop, item_id)
