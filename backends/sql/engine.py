"""Engines with the settings that the adapters rely on."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from backends.sql.tables.columns import storable
from domain.errors import ConfigurationError

SQLITE_BUSY_MS = 10_000

_PRAGMAS = (
    "journal_mode=WAL",  # readers don't wait for the writer
    "synchronous=NORMAL",  # in WAL mode a power cut can lose the last commits but never corrupts
    "foreign_keys=ON",
    f"busy_timeout={SQLITE_BUSY_MS}",
    "secure_delete=ON",  # erased personal data is overwritten, not merely unlinked
)


def open_engine(url: str, pool_size: int) -> Engine:
    """An engine for SQLite or PostgreSQL. Nothing is connected yet.

    Raises:
        ConfigurationError: another kind of database, or its driver is not installed.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError("KEFU_DATABASE_URL must look like postgresql://user:password@host/name.") from None
    kind = parsed.get_backend_name()
    # Parameters stay out of exception texts: they are customers' words.
    common: dict[str, Any] = {"hide_parameters": True, "pool_size": pool_size, "max_overflow": 0}
    if kind == "sqlite":
        engine = create_engine(parsed, connect_args={"check_same_thread": False}, **common)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return _clean(engine)
    if kind in ("postgresql", "postgres"):
        try:
            return _clean(create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **common))
        except ModuleNotFoundError:
            raise ConfigurationError(
                "PostgreSQL needs its driver: install kefu-agent with the extra 'postgres'."
            ) from None
    raise ConfigurationError("KEFU_DATABASE_URL must name a PostgreSQL database, or be left out for SQLite.")


def _clean(engine: Engine) -> Engine:
    """No value ends in an error of the driver: ids from a URL may hold what the databases refuse, and match nothing."""
    event.listen(engine, "before_cursor_execute", _storable_values, retval=True)
    return engine


def _storable_values(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    return statement, _storable(parameters)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return type(value)(map(_storable, value)) if isinstance(value, list | tuple) else value


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would open transactions by itself, too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once: a compare-and-set then reads what it will change.
    writes = connection.get_execution_options().get("kefu_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
