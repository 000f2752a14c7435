"""Servers to be put under load: one on SQLite, or replicas over PostgreSQL and a Chroma server."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import create_engine, text

from tests.e2e.replicas.installation import running_chroma
from tests.e2e.served_shop import Server, kefu
from tests.postgres import find_postgres, fresh_database, running_postgres

Database = Literal["sqlite", "postgres"]
SHOP = "load"
NO_RATES = {f"KEFU_RATE_PER_{of}": "" for of in ("CREDENTIAL", "SHOP", "CONVERSATION")}
"""The bound on running turns is what is tried; rates would refuse a single key long before."""

QUIET, IDLE, SETTLING = 3.0, 0.1, 180.0
"""Seconds looked at, the share of a core below which nothing goes on, and seconds waited for it at most."""


@dataclass(frozen=True)
class Ground:
    """Servers, a customer's key, and the database behind them."""

    bases: list[str]
    key: str
    database_url: str
    processes: list[int]
    """Of the servers."""

    def cpu_seconds(self) -> float:
        """What the servers have used so far: unlike times, hardly anybody else's work adds to it."""
        ticks = 0
        for process in self.processes:
            # After the name, which may hold anything: state is field 3, utime and stime are 14 and 15.
            fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def settle(self) -> None:
        """Wait until the servers have nothing to do: what a new process reads ahead once isn't a turn's cost."""
        until, used = time.monotonic() + SETTLING, -SETTLING
        while time.monotonic() < until and self.cpu_seconds() - used > IDLE * QUIET:
            used = self.cpu_seconds()
            time.sleep(QUIET)

    def bytes_stored(self) -> int:
        """Size of the database."""
        engine = create_engine(self.database_url)
        sizes = {
            "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "postgresql": "SELECT pg_database_size(current_database())",
        }
        try:
            with engine.connect() as connection:
                return int(connection.execute(text(sizes[engine.dialect.name])).scalar_one())
        finally:
            engine.dispose()

    def turns(self) -> dict[str, int]:
        """Stored turns by status."""
        engine = create_engine(self.database_url)
        try:
            with engine.connect() as connection:
                found = connection.execute(
                    text("SELECT status, count(*) FROM turns WHERE joined IS NULL GROUP BY status")
                ).all()
            return {row[0]: row[1] for row in found}
        finally:
            engine.dispose()


@contextmanager
def ground(database: Database, replicas: int, shop: Path) -> Iterator[Ground]:
    """The shop of this folder, served; everything goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="kefu-load-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if database == "sqlite":
            yield from _served(folder, shop, 1, NO_RATES, f"sqlite:///{folder / 'data' / 'kefu.db'}")
            return
        binaries = find_postgres()
        if binaries is None:
            raise SystemExit("PostgreSQL's server is not installed here.")
        with running_postgres(binaries) as server, running_chroma(folder) as port:
            url = fresh_database(server, "kefu").replace("postgresql://", "postgresql+psycopg://")
            shared = {"KEFU_DATABASE_URL": url, "KEFU_CHROMA_HOST": "127.0.0.1", "KEFU_CHROMA_PORT": str(port)}
            yield from _served(folder, shop, replicas, NO_RATES | shared, url)


def _served(folder: Path, shop: Path, replicas: int, settings: dict[str, str], url: str) -> Iterator[Ground]:
    data = folder / "data"
    kefu(data, "shop", "import", str(shop), "--shop", SHOP, check=True, **settings)
    key = kefu(data, "key", "create", "--role", "customer", "--shop", SHOP, check=True, **settings)
    servers: list[Server] = []
    try:
        servers += [Server(data, **settings) for _ in range(replicas)]
        yield Ground([s.base for s in servers], key, url, [s.process.pid for s in servers])
    finally:
        for server in servers:
            server.stop()
