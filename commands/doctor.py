"""kefu doctor: what is set up, what is missing, what to do."""

import sys
from importlib.metadata import version

from backends.connect import Backends, connect, connect_stores
from backends.health import BackendsHealth
from backends.settings import Settings
from domain.documents import Document
from domain.errors import DataFolderBusyError, KefuError
from domain.health import PartHealth
from domain.ids import ShopId


async def examine(settings: Settings) -> list[PartHealth]:
    """Every part, asked; a data folder in another process's hands is no fault."""
    parts = [
        PartHealth(name="python", ok=sys.version_info >= (3, 11), detail=sys.version.split()[0]),
        PartHealth(name="kefu", ok=True, detail=version("kefu-agent")),
        PartHealth(name="data folder", ok=True, detail=str(settings.data_dir)),
    ]
    try:
        async with connect(settings) as backends:
            parts += await BackendsHealth(backends).parts()
            for shop in await backends.stores.shops.list_shops():
                parts.append(await _shop(backends, shop.id))
    except DataFolderBusyError as busy:
        parts.append(PartHealth(name="server", ok=True, detail=f"{busy} /readyz says how it is."))
        async with connect_stores(settings) as stores:
            shops = await stores.shops.list_shops()
        parts.append(PartHealth(name="shops", ok=True, needed=False, detail=", ".join(shop.id for shop in shops)))
    except KefuError as error:
        parts.append(PartHealth(name="backends", ok=False, detail=str(error)))
    if not any(part.name.startswith("shop") for part in parts):
        advice = "none yet; `kefu shop import FOLDER` brings one in"
        parts.append(PartHealth(name="shops", ok=True, needed=False, detail=advice))
    return parts


async def _shop(backends: Backends, shop: ShopId) -> PartHealth:
    """The shop's documents; not well where the vector index holds less than what is live."""
    documents = await backends.documents.documents(shop)
    live = sum(d.chunks for d in documents if d.status == "live")
    indexed = await backends.vectors.count(shop)
    detail, lacks = _counts(documents), indexed < live
    advice = f"; the vector index holds {indexed} of them: run `kefu documents rebuild`" if lacks else ""
    return PartHealth(name=f"shop {shop}", ok=not lacks, needed=False, detail=detail + advice)


def _counts(documents: list[Document]) -> str:
    live = [d for d in documents if d.status == "live"]
    held = [d for d in documents if d.status in ("rejected", "quarantined")]
    held_back = f", {len(held)} held back: " + ", ".join(d.name for d in held) if held else ""
    return f"{len(live)} documents, {sum(d.chunks for d in live)} chunks{held_back}"
