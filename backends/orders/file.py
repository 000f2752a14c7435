"""Reads orders.json."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AwareDatetime, ValidationError

from backends.orders.file_sections import SECTIONS, Record, Section
from domain.errors import ConfigurationError
from domain.model import Frozen
from domain.orders import ShopData

T = TypeVar("T")

MAX_BYTES = 256 * 1024 * 1024


class OrdersFile(Frozen):
    """An orders.json as read; money in fen."""

    shop: str | None
    shop_name: str | None
    now: datetime | None
    data: ShopData


def read_orders_file(path: Path) -> OrdersFile:
    """Read and check a file.

    Raises:
        ConfigurationError: naming the record, the field and what to do.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigurationError(f"{path.name} is over {MAX_BYTES // 1024**2} MB: split it and import the parts.")
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ConfigurationError(f"{path.name} can't be read: check that it is there and readable.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name} is not UTF-8: save it as UTF-8.") from None
    except ValueError as error:
        place = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ConfigurationError(f"{path.name} is not valid JSON{place}: correct it there.") from None
    if not isinstance(raw, dict):
        raise ConfigurationError(f"{path.name} must be one JSON object with customers, products, orders …")
    return _read(path.name, raw)


def _read(file: str, raw: dict[str, Any]) -> OrdersFile:
    unknown = sorted(set(raw) - {"shop", "shop_name", "now"} - {section.name for section in SECTIONS})
    if unknown:
        known = ", ".join(section.name for section in SECTIONS)
        raise ConfigurationError(f"{file}: there is no section {unknown[0]!r}; the sections are {known}.")
    head = _checked(f"{file}: its head", lambda: _Head(**{k: raw.get(k) for k in ("shop", "shop_name", "now")}))
    sections = {section.name: _section(file, section, raw.get(section.name)) for section in SECTIONS}
    return OrdersFile(shop=head.shop, shop_name=head.shop_name, now=head.now, data=ShopData(**sections))


class _Head(Record):
    shop: str | None = None
    shop_name: str | None = None
    now: AwareDatetime | None = None


def _section(file: str, section: Section, rows: Any) -> tuple[Any, ...]:
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise ConfigurationError(f"{file}: {section.name} must be a list.")
    read = []
    for number, row in enumerate(rows, start=1):
        name = f"{file}: {section.label(row, number)}"
        if not isinstance(row, dict):
            raise ConfigurationError(f"{name} must be an object.")
        read.append(_checked(name, partial(section.read, row)))
    twice = [key for key, count in Counter(section.key(each) for each in read).items() if count > 1]
    if twice:
        raise ConfigurationError(f"{file}: {section.name} has {' / '.join(twice[0])} twice: keep one of them.")
    return tuple(read)


def _checked(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the record"
        # pydantic's own words without the value, which may be a person's.
        raise ConfigurationError(f"{name}, field {field}: {_ADVICE.get(first['type'], first['msg'])}.") from None


_ADVICE = {
    "missing": "is missing: add it",
    "extra_forbidden": "is not known here: remove it or correct its name",
    "timezone_aware": "needs an offset, e.g. 2026-11-20T10:00:00+08:00",
    "datetime_from_date_parsing": "must be an ISO time with offset, e.g. 2026-11-20T10:00:00+08:00",
    "datetime_parsing": "must be an ISO time with offset, e.g. 2026-11-20T10:00:00+08:00",
    "datetime_type": "must be an ISO time with offset, e.g. 2026-11-20T10:00:00+08:00",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text: put it in quotes",
    "literal_error": "must be one of 待付款 待发货 已发货 已签收 退款中 已完成 已取消",
}
