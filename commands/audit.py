"""kefu audit verify | list."""

from typing import Annotated

import typer

from backends.connect import connect_stores
from backends.settings import Settings
from backends.sql.audit import SqlAuditLog
from commands import console
from domain.audit import NumberedEntry
from domain.ids import ShopId

app = typer.Typer(help="The audit log, a hash chain per shop.", no_args_is_help=True)


@app.command()
def verify(shop: Annotated[str | None, typer.Option("--shop", help="Else every shop's.")] = None) -> None:
    """Read the chains again; exit code 1 where an entry was changed, inserted or removed."""
    found = console.run(_verify(console.settings(), shop))
    for shop_id, entries, broken in found:
        state = f"broken at entry {broken}" if broken is not None else f"{entries} entries, unbroken"
        console.out.print(f"{shop_id}  {state}", highlight=False, markup=False)
    if any(broken is not None for _, _, broken in found):
        raise typer.Exit(1)


@app.command("list")
def list_entries(
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.")],
    act: Annotated[str | None, typer.Option(help="Only acts that begin so: key, approval, customer.erase …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List who did what, latest first."""
    found = console.run(_list(console.settings(), shop, act, limit))
    if as_json:
        console.print_json([{"seq": each.seq, **each.entry.model_dump(mode="json")} for each in found])
        return
    for each in found:
        entry = each.entry
        line = f"{each.seq}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.actor}  {entry.act}  {entry.subject}"
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)


async def _verify(settings: Settings, shop_id: str | None) -> list[tuple[str, int, int | None]]:
    async with connect_stores(settings) as stores:
        one = [await stores.shops.get_shop(ShopId(shop_id))] if shop_id else None
        log = SqlAuditLog(stores.database)
        checked: list[tuple[str, int, int | None]] = []
        for shop in one or await stores.shops.list_shops():
            newest = await log.latest(shop.id, limit=1)
            checked.append((shop.id, newest[0].seq if newest else 0, await log.first_break(shop.id)))
        return checked


async def _list(settings: Settings, shop_id: str, act: str | None, limit: int) -> list[NumberedEntry]:
    async with connect_stores(settings) as stores:
        shop = await stores.shops.get_shop(ShopId(shop_id))
        return await SqlAuditLog(stores.database).latest(shop.id, act=act, limit=limit)
