"""PostgreSQL, a Chroma server and one shop, for as many API processes and workers as a test wants."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from tests.e2e.replicas.shop import AGENTS, CUSTOMER, SHOP, write_shop
from tests.e2e.served_shop import KEFU, REPOSITORY, Server, environment_of, kefu
from tests.postgres import fresh_database

CHROMA = Path(sys.executable).parent / "chroma"
LEASE_SECONDS = 4
"""Shorter than a turn that waits for a silent model (8 s), and long enough for a busy machine to renew it in time."""


@dataclass
class Installation:
    """What replicas share."""

    data: Path
    database_url: str
    settings: dict[str, str]
    visitor: str = ""
    """A key of the customer's role."""
    customer: str = ""
    """A signed-in customer's token."""
    agents: tuple[str, ...] = ()
    """Keys of people of the shop."""
    servers: list[Server] = field(default_factory=list)
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def replica(self, **settings: str) -> Server:
        """One more API process."""
        server = Server(self.data, **(self.settings | settings))
        self.servers.append(server)
        return server

    def replicas(self, *settings: dict[str, str]) -> list[Server]:
        """One more for each of these settings, started side by side."""
        with ThreadPoolExecutor(len(settings)) as starting:
            return list(starting.map(lambda each: self.replica(**each), settings))

    def worker(self) -> "subprocess.Popen[bytes]":
        """One more outbox worker in a process of its own."""
        with (self.data.parent / f"worker-{len(self.workers)}.log").open("wb") as log:
            environment = environment_of(self.data) | self.settings
            started = subprocess.Popen([KEFU, "worker"], env=environment, cwd=REPOSITORY, stdout=log, stderr=log)
        self.workers.append(started)
        return started

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Look into the database."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(statement, values).fetchall()  # type: ignore[arg-type]  # ours, not a caller's

    def attempts(self, conversation: str) -> list[object]:
        """How often each turn of the conversation was begun."""
        found = self.ask("SELECT attempts FROM turns WHERE conversation_id = %s ORDER BY seq", conversation)
        return [row[0] for row in found]

    def stop(self) -> None:
        """End what still runs."""
        for process in (*(server.process for server in self.servers), *self.workers):
            if process.poll() is None:
                process.kill()
                process.wait(10)


@contextmanager
def installed(folder: Path, postgres: str) -> Iterator[Installation]:
    """An installation with a shop and its credentials, without a server.

    Args:
        postgres: URL of a PostgreSQL server.
    """
    write_shop(folder / "shop")
    with running_chroma(folder) as port:
        url = fresh_database(postgres, f"replicas_{port}")
        settings = {
            "KEFU_DATABASE_URL": url.replace("postgresql://", "postgresql+psycopg://"),
            "KEFU_CHROMA_HOST": "127.0.0.1",
            "KEFU_CHROMA_PORT": str(port),
            "KEFU_LEASE_SECONDS": str(LEASE_SECONDS),
            "KEFU_REPLY_SECONDS": "600",
            # A busy machine makes turns slow; what is asked here is who answers, not how fast.
            "KEFU_TURN_SECONDS": "120",
            "KEFU_EVIDENCE_SECONDS": "60",
        }
        made = Installation(folder / "data", url, settings)
        kefu(made.data, "shop", "import", str(folder / "shop"), **settings)
        made.visitor = kefu(made.data, "key", "create", "--role", "customer", "--shop", SHOP, **settings)
        made.customer = kefu(made.data, "token", "--shop", SHOP, "--customer", CUSTOMER, **settings)
        made.agents = tuple(
            kefu(made.data, "key", "create", "--role", "agent", "--shop", SHOP, **settings) for _ in range(AGENTS)
        )
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def running_chroma(folder: Path) -> Iterator[int]:
    """The port of a Chroma server of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [CHROMA, "run", "--path", str(folder / "vectors"), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "chroma.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise AssertionError("chroma run ended while starting")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    raise AssertionError("chroma run did not start")
