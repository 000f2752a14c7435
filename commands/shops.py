"""kefu shop create | import | list, and kefu ingest."""

from dataclasses import dataclass
from pathlib import Path

from backends.connect import connect, connect_stores
from backends.settings import Settings
from commands.compose import ingestor_of
from commands.console import ingest_progress
from commands.handing import through_server
from commands.shop_folder import read_shop_folder
from domain.documents import IngestReport
from domain.errors import DataFolderBusyError, InvalidInputError
from domain.ids import ShopId
from domain.ingest_jobs import JobOrder
from domain.shop import Shop


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    shop: Shop
    orders: int
    reports: list[IngestReport]


async def import_shop(settings: Settings, folder: Path, shop_id: str | None, quiet: bool) -> Imported:
    """Create or update a shop with its orders and documents."""
    content = read_shop_folder(folder, shop_id)
    async with connect(settings) as backends:
        await backends.stores.shops.put_shop(content.shop)
        if content.orders is not None:
            await backends.stores.embedded_orders.replace_data(content.shop.id, content.orders.data)
        with ingest_progress(quiet) as show:
            reports = await ingestor_of(backends).ingest(content.shop.id, content.documents, progress=show)
    return Imported(content.shop, len(content.orders.data.orders) if content.orders else 0, reports)


async def ingest(
    settings: Settings, shop_id: str, paths: list[Path], dry_run: bool, prune: bool, force: bool, quiet: bool
) -> list[IngestReport]:
    """Take files and folders into an existing shop; a server that runs does it, and this follows."""
    missing = [path.name for path in paths if not path.exists()]
    if missing:
        raise InvalidInputError(f"There is no file or folder named {missing[0]}.")
    try:
        async with connect(settings) as backends:
            shop = await backends.stores.shops.get_shop(ShopId(shop_id))
            with ingest_progress(quiet) as show:
                return await ingestor_of(backends).ingest(
                    shop.id, paths, dry_run=dry_run, prune=prune, force=force, progress=show
                )
    except DataFolderBusyError as busy:
        order = JobOrder(paths=tuple(str(path.resolve()) for path in paths), dry_run=dry_run, prune=prune, force=force)
        with ingest_progress(quiet) as show:
            return list((await through_server(settings, shop_id, order, busy, show)).reports)


async def create_shop(settings: Settings, shop_id: str, name: str) -> Shop:
    """A shop with careful defaults; an existing one is left as it is."""
    async with connect_stores(settings) as stores:
        shop = Shop(id=ShopId(shop_id), name=name)
        if any(known.id == shop.id for known in await stores.shops.list_shops()):
            raise InvalidInputError("A shop of this id exists already; `kefu shop import` updates it.")
        await stores.shops.put_shop(shop)
        return shop


async def list_shops(settings: Settings) -> list[Shop]:
    """All shops."""
    async with connect_stores(settings) as stores:
        return await stores.shops.list_shops()
