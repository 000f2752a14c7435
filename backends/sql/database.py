"""The SQL database: one engine, and transactions that run off the event loop in one hop each."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backends.sql.engine import open_engine
from backends.sql.schema import upgrade
from domain.errors import UnavailableError

T = TypeVar("T")

READERS = 4
"""Threads that read SQLite; one more writes: SQLite has one writer, and a queue is fairer than its busy waiting."""

POSTGRES_WORKERS = 12
"""Threads and connections of one process on PostgreSQL; replicas times this has to stay under max_connections."""


class Database:
    """An open database. Make it with ``connect_database``; ``close`` it once nothing uses it any more."""

    def __init__(self, engine: Engine) -> None:
        """Args: engine: from ``open_engine``, its schema upgraded."""
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writing = engine.execution_options(kefu_writes=True)
        readers = READERS if self.is_sqlite else POSTGRES_WORKERS
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="kefu-sql")
        self._writers = ThreadPoolExecutor(1, thread_name_prefix="kefu-sql-write") if self.is_sqlite else self._readers

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction that only reads. Raises: UnavailableError."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, _transact, self.engine, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction, rolled back if it raises. Raises: UnavailableError."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, _transact, self._writing, work)

    async def forget_old_pages(self) -> None:
        """After an erasure: move SQLite's log into the file and empty it, so that no old page stays behind there."""
        if self.is_sqlite:
            await asyncio.get_running_loop().run_in_executor(self._writers, _truncate_log, self.engine)

    def close(self) -> None:
        """Wait for running transactions and close every connection."""
        self._writers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()


def connect_database(url: str) -> Database:
    """Open the database of this URL (``sqlite:////data/kefu.db``, ``postgresql://…``) and bring its schema up to date.

    Raises:
        ConfigurationError: the URL names no database that Kefu knows, or a newer Kefu has written to it.
        UnavailableError: the server does not answer.
    """
    engine = open_engine(url, pool_size=max(READERS + 1, POSTGRES_WORKERS))
    try:
        upgrade(engine)
    except OperationalError:
        engine.dispose()
        raise UnavailableError("The SQL database does not answer: check KEFU_DATABASE_URL and the server.") from None
    except BaseException:
        engine.dispose()
        raise
    return Database(engine)


def _transact(engine: Engine, work: Callable[[Connection], T]) -> T:
    try:
        with engine.begin() as connection:
            return work(connection)
    except (OperationalError, InterfaceError, PoolTimeoutError):
        # ``from None``: the driver's message may quote a row.
        raise UnavailableError("The SQL database does not answer; try again in a moment.") from None


def _truncate_log(engine: Engine) -> None:
    # Outside any transaction, hence on the driver's connection; a reader that is still busy only leaves it for later.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
