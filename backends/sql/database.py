"""The SQL database: one engine, and transactions that run off the event loop in one hop each."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backends.sql.engine import open_engine
from backends.sql.schema import upgrade
from backends.sql.tables import personal_keys
from backends.sql.vault import Vault, at_work
from domain.errors import UnavailableError

T = TypeVar("T")

READERS = 4
"""Threads that read SQLite; one more writes: SQLite has one writer, and a queue is fairer than its busy waiting."""

POSTGRES_WORKERS = 12
"""Threads and connections of one process on PostgreSQL; replicas times this has to stay under max_connections."""


class Threads:
    """What transactions run in; several SQLite databases may share them."""

    def __init__(self, is_sqlite: bool = True) -> None:
        """Args: is_sqlite: of one kind each."""
        self.readers = ThreadPoolExecutor(READERS if is_sqlite else POSTGRES_WORKERS, thread_name_prefix="kefu-sql")
        self.writers = ThreadPoolExecutor(1, thread_name_prefix="kefu-sql-write") if is_sqlite else self.readers

    def close(self) -> None:
        """Wait for running transactions."""
        self.writers.shutdown()
        self.readers.shutdown()


class Database:
    """An open database. Make it with ``connect_database``; ``close`` it once nothing uses it any more."""

    def __init__(self, engine: Engine, threads: Threads | None = None, vault: Vault | None = None) -> None:
        """Args: engine: from ``open_engine``, its schema upgraded; threads: stay the caller's; its own without them;
        vault: seals and opens personal columns; without it nothing is sealed."""
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writing = engine.execution_options(kefu_writes=True)
        self._shares = threads is not None
        self.vault = vault
        self._threads = threads or Threads(self.is_sqlite)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction that only reads. Raises: UnavailableError."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads.readers, self._transact, self.engine, work
        )

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction, rolled back if it raises. Raises: UnavailableError."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads.writers, self._transact, self._writing, work
        )

    async def forget_old_pages(self) -> None:
        """After an erasure: empty SQLite's log; give the place of PostgreSQL's destroyed keys back."""
        clean = _truncate_log if self.is_sqlite else _vacuum_keys
        await asyncio.get_running_loop().run_in_executor(self._threads.writers, clean, self.engine)

    def close(self) -> None:
        """Wait for running transactions and close every connection."""
        if not self._shares:
            self._threads.close()
        self.engine.dispose()

    def _transact(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        try:
            with engine.begin() as connection, at_work(connection, self.vault):
                return work(connection)
        except (OperationalError, InterfaceError, PoolTimeoutError):
            # ``from None``: the driver's message may quote a row.
            raise UnavailableError("The SQL database does not answer; try again in a moment.") from None


def connect_database(url: str, vault: Vault | None = None) -> Database:
    """Open the database of this URL (``sqlite:////data/kefu.db``, ``postgresql://…``) and bring its schema up to date.

    Args:
        vault: see ``Database``.

    Raises:
        ConfigurationError: the URL names no database that Kefu knows, a newer Kefu has written to it, or its personal
            data was sealed under other keys than the vault's.
        UnavailableError: the server does not answer.
    """
    engine = open_engine(url, pool_size=max(READERS + 1, POSTGRES_WORKERS))
    try:
        upgrade(engine)
        if vault is not None:
            with engine.begin() as connection:
                vault.check(connection)
    except OperationalError:
        engine.dispose()
        raise UnavailableError("The SQL database does not answer: check KEFU_DATABASE_URL and the server.") from None
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, vault=vault)


def _truncate_log(engine: Engine) -> None:
    # Outside any transaction, hence on the driver's connection; a reader that is still busy only leaves it for later.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _vacuum_keys(engine: Engine) -> None:
    # Outside any transaction. A role that may not, or a table in use, leaves it to the server's own vacuum.
    with contextlib.suppress(DBAPIError), engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text(f"VACUUM {personal_keys.name}"))
