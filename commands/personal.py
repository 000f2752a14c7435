"""kefu personal status | seal-all | open-all | rotate: customers' texts and order data at rest."""

from typing import Annotated

import typer

from backends.connect import connect_stores
from backends.data_folder import DataFolder
from backends.settings import Settings
from backends.sql import resealing
from commands import console
from domain.errors import InvalidInputError

app = typer.Typer(help="Personal data at rest: each customer's under a key of their own.", no_args_is_help=True)


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """How much is sealed, and under which wrapping keys customers' keys are."""
    console.run(_status(console.settings(), as_json))


@app.command("seal-all")
def seal_all() -> None:
    """Seal what was stored before sealing was on; Kefu may serve meanwhile."""
    console.err.print(f"kefu: {console.run(_change(console.settings(), True))} rows sealed", highlight=False)


@app.command("open-all")
def open_all() -> None:
    """Store everything plainly, as an older version needs it; wants KEFU_ENCRYPT_PERSONAL=false."""
    console.err.print(f"kefu: {console.run(_change(console.settings(), False))} rows opened", highlight=False)


@app.command()
def rotate(
    drop_former: Annotated[
        bool,
        typer.Option("--drop-former", help="Make no new key: wrap what is left anew, forget the former keys."),
    ] = False,
) -> None:
    """Wrap every customer's key under a new wrapping key; texts stay as they are."""
    console.run(_rotate(console.settings(), drop_former))


async def _status(settings: Settings, as_json: bool) -> None:
    async with connect_stores(settings) as stores:
        tallies = await resealing.tallies(stores.database)
        under = await resealing.wrapped_under(stores.database)
    if as_json:
        console.print_json({"tables": [each._asdict() for each in tallies], "wrapped_under": under})
        return
    for each in tallies:
        console.out.print(f"{each.table:<16}{each.sealed:>10} sealed{each.plain:>10} plain", highlight=False)
    for name, count in sorted(under.items()):
        console.out.print(f"{count} keys under the wrapping key {name}", highlight=False)


async def _change(settings: Settings, sealing: bool) -> int:
    async with connect_stores(settings) as stores:
        with console.err.status("kefu: reading") as shown:

            def told(rows: int) -> None:
                shown.update(f"kefu: {rows} rows")

            return await (resealing.seal_all if sealing else resealing.open_all)(stores.database, told)


async def _rotate(settings: Settings, drop_former: bool) -> None:
    folder = DataFolder(settings.data_dir)
    by_setting = settings.wrapping_key is not None
    if by_setting and drop_former:
        raise InvalidInputError("KEFU_WRAPPING_KEY is set: take the former keys out of it once `kefu personal status` "
                                "names the newest only.")  # fmt: skip
    if not by_setting and not drop_former:
        folder.rotate_wrapping_key()
    async with connect_stores(settings) as stores:
        changed = await resealing.rewrap_keys(stores.database)
    if drop_former:
        folder.drop_former_wrapping_keys()
    console.err.print(f"kefu: {changed} keys wrapped anew", highlight=False)
    if not by_setting and not drop_former:
        told = "servers with a secrets.json of their own need the new one; then run it again with --drop-former"
        console.err.print(f"kefu: {told}", highlight=False)
