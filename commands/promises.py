"""kefu promises list | settle."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from backends.settings import Settings
from commands import console
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError
from domain.ids import ShopId
from domain.promises import Promise, PromiseStatus

if TYPE_CHECKING:
    from agent.promises.desk import PromiseDesk

app = typer.Typer(help="What the shop has promised its customers.", no_args_is_help=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
TERMINAL = "terminal"
_STATUSES: dict[str, PromiseStatus] = {name: name for name in get_args(PromiseStatus)}
_SETTLED: dict[str, Literal["kept", "withdrawn"]] = {"kept": "kept", "withdrawn": "withdrawn"}


@app.command("list")
def list_promises(
    shop: Shop,
    status: Annotated[str | None, typer.Option(help="open, kept, lapsed or withdrawn; else all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """List promises, the earliest due first; exit code 1 where one has lapsed and wasn't kept since."""
    found = console.run(_list(console.settings(), shop, status))
    if as_json:
        console.print_json([promise.model_dump(mode="json") for promise in found])
    else:
        for each in found:
            line = f"{each.promise_id}  {each.status:9}  {each.due_at:%Y-%m-%d %H:%M}  {each.made_by:6}  {each.text}"
            console.out.print(line, highlight=False, markup=False, soft_wrap=True)
    if any(each.status == "lapsed" and each.kept_at is None for each in found):
        raise typer.Exit(1)


@app.command()
def settle(
    promise_id: str,
    status: Annotated[str, typer.Argument(help="kept or withdrawn")],
    shop: Shop,
    note: Annotated[str, typer.Option(help="Why, for colleagues.")] = "",
) -> None:
    """Say that a promise was kept, or that it won't be kept any more."""
    promise = console.run(_settle(console.settings(), shop, promise_id, status, note))
    late = " late" if promise.status == "lapsed" else ""
    console.out.print(f"{promise.promise_id} {status}{late}", highlight=False)


async def _list(settings: Settings, shop: str, status: str | None) -> list[Promise]:
    if status is not None and status not in _STATUSES:
        raise InvalidInputError(f"There is no status {status}; there are {', '.join(_STATUSES)}.")
    async with _desk(settings, shop) as (desk, terminal):
        return await desk.promises(terminal, _STATUSES[status] if status else None)


async def _settle(settings: Settings, shop: str, promise_id: str, status: str, note: str) -> Promise:
    if status not in _SETTLED:
        raise InvalidInputError("A promise is settled as kept or withdrawn.")
    async with _desk(settings, shop) as (desk, terminal):
        return await desk.settle(terminal, promise_id, _SETTLED[status], note)


@asynccontextmanager
async def _desk(settings: Settings, shop: str) -> "AsyncIterator[tuple[PromiseDesk, Principal]]":
    from agent.promises.desk import PromiseDesk
    from backends.connect import connect_stores

    async with connect_stores(settings) as stores:
        found = await stores.shops.get_shop(ShopId(shop))
        desk = PromiseDesk(stores.promises, stores.shops, stores.clock, frozen=settings.now is not None)
        yield desk, Principal(shop=found.id, role=Role.ADMIN, credential=TERMINAL)
