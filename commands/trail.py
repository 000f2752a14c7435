"""kefu trail: what was proposed for an order, decided on it and done to it, by whom."""

from typing import Annotated

import typer

from backends.settings import Settings
from commands import console
from domain.audit import NumberedEntry
from domain.errors import InvalidInputError
from domain.ids import ApprovalId, ShopId

app = typer.Typer()


@app.command()
def trail(
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.")],
    order: Annotated[str | None, typer.Option(help="An order's number.")] = None,
    approval: Annotated[str | None, typer.Option(help="An approval's id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """What was proposed for an order, decided on it and done to it, by whom."""
    found = console.run(_trail(console.settings(), shop, order, approval))
    if as_json:
        console.print_json([{"seq": each.seq, **each.entry.model_dump(mode="json")} for each in found])
        return
    for each in found:
        entry = each.entry
        detail = "  ".join(f"{name}={value}" for name, value in entry.detail.items() if name != "hash")
        line = f"{each.seq:>6}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.actor}  {entry.act}  {entry.subject}  {detail}"
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)


async def _trail(settings: Settings, shop: str, order: str | None, approval: str | None) -> list[NumberedEntry]:
    from backends.connect import connect_stores
    from backends.sql.audit import SqlAuditLog

    if (order is None) == (approval is None):
        raise InvalidInputError("Name one of both: --order NUMBER or --approval ID.")
    async with connect_stores(settings) as stores:
        found = await stores.shops.get_shop(ShopId(shop))
        log = SqlAuditLog(stores.database)
        if approval is not None:
            return await log.of_approval(found.id, ApprovalId(approval))
        return await log.of_order(found.id, order or "")
