"""PostgreSQL, a Chroma server and one shop, for as many API processes as a test wants."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.e2e.served_shop import Caller, Server, kefu
from tests.postgres import find_postgres, fresh_database, running_postgres

CHROMA = Path(sys.executable).parent / "chroma"
LEASE_SECONDS = 5
"""Shorter than a turn that waits for a silent model (8 s), and long enough for a busy machine to renew it in time."""
POLICY = "# 发货说明\n\n每天16:40前付款的订单当天发出，默认发圆通。\n"
QUESTION, FACT = "几点前付款当天发", "16:40"


@dataclass
class Installation:
    """What replicas share."""

    data: Path
    database_url: str
    settings: dict[str, str]
    key: str = ""
    servers: list[Server] = field(default_factory=list)

    def replica(self, **settings: str) -> Server:
        """One more API process."""
        self.servers.append(Server(self.data, **(self.settings | settings)))
        return self.servers[-1]

    def caller(self, server: Server) -> Caller:
        """A customer at this replica."""
        return Caller(server.base, self.key)

    def attempts(self, conversation: str) -> list[int]:
        """How often each turn of the conversation was begun."""
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(
                "SELECT attempts FROM turns WHERE conversation_id = %s ORDER BY seq", [conversation]
            ).fetchall()
        return [row[0] for row in rows]

    def stop(self) -> None:
        """End what still runs."""
        for server in self.servers:
            if server.process.poll() is None:
                server.kill()


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation with a shop and a customer's key, without a server."""
    binaries = find_postgres()
    if binaries is None:
        pytest.skip("NO POSTGRESQL HERE: install its server to run these tests")
    documents = folder / "shop" / "documents"
    documents.mkdir(parents=True)
    (documents / "发货.md").write_text(POLICY, encoding="utf-8")
    with running_postgres(binaries) as server, running_chroma(folder) as port:
        url = fresh_database(server, "kefu")
        settings = {
            "KEFU_DATABASE_URL": url.replace("postgresql://", "postgresql+psycopg://"),
            "KEFU_CHROMA_HOST": "127.0.0.1",
            "KEFU_CHROMA_PORT": str(port),
            "KEFU_LEASE_SECONDS": str(LEASE_SECONDS),
            "KEFU_REPLY_SECONDS": "600",
            # A busy machine makes turns slow; what is asked here is who answers, not how fast.
            "KEFU_TURN_SECONDS": "120",
        }
        made = Installation(folder / "data", url, settings)
        kefu(made.data, "shop", "import", str(folder / "shop"), "--shop", "replicas", **settings)
        made.key = kefu(made.data, "key", "create", "--role", "customer", "--shop", "replicas", **settings)
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
