"""Seals or opens everything that is stored already, and wraps keys anew: in small transactions, while Kefu serves."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Row, Table, Text, and_, func, not_, or_, select, tuple_, type_coerce, update

from backends.sql.database import Database
from backends.sql.tables import customers, metadata, personal_keys
from backends.sql.tables.columns import Personal
from backends.sql.vault import BLANK, Owner, Vault, owner_in, rewrap, seal
from domain.errors import ConfigurationError

BATCH = 200
_SEALED = "kefu:1:%"
_PLAIN = ("", "{}", "[]")


class Tally(NamedTuple):
    """How much of a table's personal text is sealed."""

    table: str
    sealed: int
    plain: int


async def tallies(database: Database) -> list[Tally]:
    """Of every table with personal columns, in values."""
    return [await database.read(partial(_tally, table)) for table in _tables()]


async def wrapped_under(database: Database) -> dict[str, int]:
    """How many customers' keys are wrapped under which wrapping key, by fingerprint."""
    found = select(personal_keys.c.wrapped_under, func.count()).group_by(personal_keys.c.wrapped_under)
    return await database.read(lambda connection: {row[0]: row[1] for row in connection.execute(found)})


async def seal_all(database: Database, told: Callable[[int], None] = lambda _: None) -> int:
    """Seal what is plain. Returns: rows changed. Raises: ConfigurationError: sealing is off."""
    if database.vault is None or not database.vault.seals:
        raise ConfigurationError("KEFU_ENCRYPT_PERSONAL is false: set it to true, or what comes is written plainly.")
    return await _everywhere(database, True, told)


async def open_all(database: Database, told: Callable[[int], None] = lambda _: None) -> int:
    """Write everything plainly, as an older version needs it. Returns: rows changed. Raises: ConfigurationError."""
    if database.vault is not None and database.vault.seals:
        raise ConfigurationError("KEFU_ENCRYPT_PERSONAL is true: set it to false, or what comes next is sealed again.")
    return await _everywhere(database, False, told)


async def rewrap_keys(database: Database) -> int:
    """Wrap every customer's key under the newest wrapping key. Returns: how many weren't."""
    vault = database.vault
    assert vault is not None, "an installation's database has a vault"
    changed = 0
    while more := await database.write(lambda connection: _rewrap_some(connection, vault)):
        changed += more
    return changed


async def _everywhere(database: Database, sealing: bool, told: Callable[[int], None]) -> int:
    changed = 0
    for table in _tables():
        last: tuple[Any, ...] | None = None
        while True:
            rows, last = await database.write(partial(_change_some, table, sealing, last))
            changed += rows
            told(changed)
            if last is None:
                break
    await database.forget_old_pages()
    return changed


def _change_some(
    table: Table, sealing: bool, last: tuple[Any, ...] | None, connection: Connection
) -> tuple[int, tuple[Any, ...] | None]:
    key = tuple(table.primary_key)
    due = or_(*(_is_plain(column) if sealing else _is_marked(column) for column in _columns(table)))
    found = select(table).where(due).order_by(*key).limit(BATCH).with_for_update()
    if last is not None:
        found = found.where(tuple_(*key) > tuple_(*last))
    rows = connection.execute(found).all()
    for row in rows:
        mapping = row._mapping
        change = {column.name: _stored(connection, table, row, mapping[column]) for column in _columns(table)}
        connection.execute(update(table).where(and_(*(each == mapping[each] for each in key))).values(change))
    ended = len(rows) < BATCH
    return len(rows), None if ended else tuple(rows[-1]._mapping[each] for each in key)


def _stored(connection: Connection, table: Table, row: Row[Any], text: str | None) -> str | None:
    return None if text is None else seal(_owner(connection, table, row), text)


def _owner(connection: Connection, table: Table, row: Row[Any]) -> Owner:
    if "conversation_id" in table.c and row.conversation_id is not None:
        return owner_in(connection, row.conversation_id)
    if table is customers:
        return Owner(row.shop, f"customer:{row.id}")
    customer = row.customer_id if "customer_id" in table.c else None
    return Owner(row.shop, "shop" if customer is None else f"customer:{customer}")


def _rewrap_some(connection: Connection, vault: Vault) -> int:
    vault.wrapping.refresh()
    old = select(personal_keys).where(personal_keys.c.wrapped_under != vault.wrapping.newest).limit(BATCH)
    rows = connection.execute(old.with_for_update()).all()
    for row in rows:
        rewrap(connection, vault, row)
    return len(rows)


def _tally(table: Table, connection: Connection) -> Tally:
    def count(which: Callable[[Column[Any]], Any]) -> int:
        found = (select(func.count()).select_from(table).where(which(column)) for column in _columns(table))
        return sum(connection.execute(each).scalar_one() for each in found)

    return Tally(table.name, count(_is_sealed), count(_is_plain))


def _is_sealed(column: Column[Any]) -> Any:
    return type_coerce(column, Text).like(_SEALED)


def _is_marked(column: Column[Any]) -> Any:
    """Sealed, or left by an erasure: not as an older version writes it."""
    return or_(_is_sealed(column), type_coerce(column, Text).startswith(BLANK, autoescape=True))


def _is_plain(column: Column[Any]) -> Any:
    raw = type_coerce(column, Text)
    return and_(raw.is_not(None), raw.not_in(_PLAIN), not_(_is_marked(column)))


def _tables() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if _columns(table))


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if isinstance(column.type, Personal)]
