"""A real PostgreSQL server for one test run: a fresh cluster on a free loopback port, without durability."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def find_postgres() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name.zfill(4), reverse=True)
    onpath = shutil.which("initdb")
    candidates = [*installed, *([Path(onpath).resolve().parent] if onpath else [])]
    return next((each for each in candidates if (each / "initdb").exists() and (each / "postgres").exists()), None)


@contextmanager
def running_postgres(binaries: Path) -> Iterator[str]:
    """A server's URL; the server and its files go when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="kefu-postgres-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    setup = [*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "kefu", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*setup, "--no-sync", "--locale=C"], check=True, capture_output=True, cwd=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
    flags = [flag for name, value in options.items() for flag in ("-c", f"{name}={value}")]
    start = [str(binaries / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder), *flags]
    # The server goes with this process, also where that is killed and never gets to the end of the block.
    dying = [*(as_user or ["setpriv"]), "--pdeathsig=INT"] if shutil.which("setpriv") else as_user
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*dying, *start], cwd=folder, stdout=log, stderr=log)
    try:
        url = f"postgresql://kefu@127.0.0.1:{port}/postgres"
        _wait(url, server)
        yield url
    finally:
        # Fast shutdown: SIGTERM would wait for connections that nobody closes any more.
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(url: str, name: str, template: str = "template1") -> str:
    """The URL of a new database on this server, empty or a copy of ``template``."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url.rsplit("/", 1)[0] + f"/{name}"


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL ended while starting")
        try:
            psycopg.connect(url, connect_timeout=1).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")
