"""A shop folder: shop.yaml, orders.json and documents/, each of them optional but the documents."""

import re
from dataclasses import dataclass
from pathlib import Path

from backends.orders.file import OrdersFile, read_orders_file
from commands.shop_file import read_settings, shop_of
from domain.errors import InvalidInputError
from domain.shop import Shop

_ID = re.compile(r"^[a-z0-9][a-z0-9_-]{1,39}$")


@dataclass(frozen=True)
class ShopFolder:
    """What a folder holds."""

    shop: Shop
    orders: OrdersFile | None
    documents: tuple[Path, ...]


def read_shop_folder(folder: Path, shop_id: str | None = None) -> ShopFolder:
    """Read and check everything before anything is written.

    Raises:
        InvalidInputError: there is no such folder, or nothing in it.
        ConfigurationError: shop.yaml is wrong; names the field and what to do.
    """
    if not folder.is_dir():
        raise InvalidInputError(f"There is no folder named {folder.name}; give the shop's folder.")
    settings = read_settings(folder / "shop.yaml")
    orders = read_orders_file(folder / "orders.json") if (folder / "orders.json").is_file() else None
    settings["id"] = _identity(shop_id or settings.get("id") or (orders and orders.shop) or folder.resolve().name)
    if orders is not None:
        settings.setdefault("name", orders.shop_name or "")
        if orders.now is not None:
            settings.setdefault("now", orders.now)
    inside = folder / "documents"
    return ShopFolder(shop_of(settings), orders, (inside,) if inside.is_dir() else _loose_documents(folder))


def _loose_documents(folder: Path) -> tuple[Path, ...]:
    """Files beside each other, for a folder that has no documents/ of its own."""
    known = {"shop.yaml", "orders.json"}
    found = sorted(p for p in folder.iterdir() if p.is_file() and p.name not in known and not p.name.startswith("."))
    return tuple(found)


def _identity(name: object) -> str:
    wanted = str(name).strip().lower().replace(" ", "-")
    if not _ID.match(wanted):
        raise InvalidInputError(
            "The shop needs an id of 2-40 characters a-z, 0-9, - or _: name it with --shop, or as id in shop.yaml."
        )
    return wanted
