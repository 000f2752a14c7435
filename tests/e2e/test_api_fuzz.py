"""What the OpenAPI document allows, and much that it doesn't: no server error, no status that it doesn't name."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.raw_requests import BODIES, PATHS, WIRES, Raw
from tests.e2e.served_shop import Server, kefu, served

EXAMPLES = int(os.environ.get("KEFU_EXAMPLES", "5"))
"""For an operation; few, since every change pays for them: `make fuzz-api` takes 500."""
ALL = EXAMPLES >= 100

POLICY = "# 退换说明\n\n## 布料\n未裁剪的布料签收后6天内可以退，运费买家出。裁剪过的不退。\n"
NO_RATES = {f"KEFU_RATE_PER_{of}": "" for of in ("CREDENTIAL", "SHOP", "CONVERSATION")}
"""Refusing is not what is tried here."""


@pytest.fixture(scope="module")
def fuzzed_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop of its own: fuzzing deletes documents."""
    root = tmp_path_factory.mktemp("fuzz")
    (root / "fabric/documents").mkdir(parents=True)
    (root / "fabric/documents/退换说明.md").write_text(POLICY, encoding="utf-8")
    kefu(root / "data", "shop", "import", str(root / "fabric"))
    return root / "data"


@pytest.fixture(scope="module")
def key(fuzzed_data: Path) -> str:
    """May everything."""
    return kefu(fuzzed_data, "key", "create", "--role", "admin", "--shop", "fabric")


@pytest.fixture(scope="module")
def server(fuzzed_data: Path, key: str) -> Iterator[Server]:
    """The shop, served."""
    with served(fuzzed_data, **NO_RATES) as server:
        yield server


def test_no_generated_request_makes_a_server_error(fuzzed_data: Path, key: str, server: Server) -> None:
    # A stream of events never ends by itself; each entry of the FAQ pays for an ingest.
    left_out = "/events$" if ALL else "/(events|faq)$"
    done = subprocess.run(
        [
            Path(sys.executable).parent / "st",
            *("run", f"{server.base}/openapi.json", "-H", f"Authorization: Bearer {key}"),
            *("-c", "not_a_server_error,status_code_conformance", "-n", str(EXAMPLES), "--seed", "20261125"),
            *("--exclude-path-regex", left_out, "--phases", "coverage,fuzzing", "--request-timeout", "60"),
            *("--continue-on-failure",),
        ],
        cwd=fuzzed_data.parent,
        text=True,
        capture_output=True,
        timeout=280 if not ALL else None,
    )
    if ALL:
        print(done.stdout[-4000:])
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.parametrize("raw", [pytest.param(raw, id=raw.what) for raw in (*BODIES, *PATHS)])
def test_no_bytes_make_a_server_error(raw: Raw, key: str, server: Server) -> None:
    status = _answer(server, raw, key)
    assert status is not None
    assert 200 <= status < 500, status


@pytest.mark.parametrize("raw", [pytest.param(raw, id=raw.what) for raw in WIRES])
def test_what_is_no_http_is_refused_or_cut_off_and_the_next_one_served(raw: Raw, key: str, server: Server) -> None:
    status = _answer(server, raw, key, seconds=3)
    assert status is None or status < 500 or status == 501, status
    assert httpx.get(f"{server.base}/healthz", timeout=30).status_code == 200


def _answer(server: Server, raw: Raw, key: str, seconds: float = 60) -> int | None:
    """The status of the answer; None: there was none."""
    request = raw.request.replace(b"{auth}", b"Authorization: Bearer " + key.encode() + b"\r\n")
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as wire:
        try:
            wire.sendall(request)
            line = wire.makefile("rb").readline()
        except (TimeoutError, ConnectionError):
            return None
    return int(line.split()[1]) if line.startswith(b"HTTP/") else None
