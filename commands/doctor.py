"""kefu doctor: what is set up, what is missing, what to do."""

import sys
from importlib.metadata import version

from backends.connect import connect_stores
from backends.settings import Settings
from commands.compose import composed
from domain.documents import Document
from domain.errors import DataFolderBusyError, KefuError
from domain.health import PartHealth


async def examine(settings: Settings) -> list[PartHealth]:
    """Every part, asked; a data folder in another process's hands is no fault."""
    parts = [
        PartHealth(name="python", ok=sys.version_info >= (3, 11), detail=sys.version.split()[0]),
        PartHealth(name="kefu", ok=True, detail=version("kefu-agent")),
        PartHealth(name="data folder", ok=True, detail=str(settings.data_dir)),
    ]
    try:
        async with composed(settings) as services:
            parts += await services.health.parts()
            for shop in await services.ports.shops.list_shops():
                documents = await services.documents.documents(shop.id)
                parts.append(PartHealth(name=f"shop {shop.id}", ok=True, needed=False, detail=_counts(documents)))
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


def _counts(documents: list[Document]) -> str:
    live = [d for d in documents if d.status == "live"]
    held = [d for d in documents if d.status in ("rejected", "quarantined")]
    held_back = f", {len(held)} held back: " + ", ".join(d.name for d in held) if held else ""
    return f"{len(live)} documents, {sum(d.chunks for d in live)} chunks{held_back}"
