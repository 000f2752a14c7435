"""A real Kefu server over a freshly imported shop, in processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

REPOSITORY = Path(__file__).parents[2]
KEFU = Path(sys.executable).parent / "kefu"


def kefu(data: Path, *arguments: str, check: bool = True, **environment: str) -> str:
    """Run the command line over this data folder; returns what it printed on standard output."""
    env = environment_of(data) | environment
    done = subprocess.run([KEFU, *arguments], env=env, cwd=REPOSITORY, text=True, capture_output=True, timeout=300)
    if check and done.returncode != 0:
        raise AssertionError(f"kefu {' '.join(arguments)} failed: {done.stderr or done.stdout}")
    return done.stdout.strip()


@dataclass
class Caller:
    """One credential's view of the server."""

    base: str
    secret: str

    def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """POST as this caller."""
        return httpx.post(f"{self.base}{path}", json=body, headers=self._headers(headers), timeout=60)

    def delete(self, path: str) -> httpx.Response:
        """DELETE as this caller."""
        return httpx.delete(f"{self.base}{path}", headers=self._headers({}), timeout=60)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """GET as this caller."""
        return httpx.get(f"{self.base}{path}", headers=self._headers(headers), timeout=60)

    def say(self, message: str, conversation: str | None = None, **headers: str) -> dict[str, Any]:
        """Send a customer's message; returns the body of a 200."""
        body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
        answer = self.post("/v1/chat", body, **headers)
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()
        return result

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        """The conversation so far."""
        found: list[dict[str, Any]] = self.get(f"/v1/conversations/{conversation}").json()["messages"]
        return found

    def events(self, conversation: str, seconds: float, after: int = 0) -> list[tuple[str, dict[str, Any]]]:
        """What the conversation's event stream says within some seconds."""
        found: list[tuple[str, dict[str, Any]]] = []
        name, deadline = "", time.monotonic() + seconds
        headers = self._headers({"Last-Event-ID": str(after)})
        url = f"{self.base}/v1/conversations/{conversation}/events"
        try:
            with httpx.stream("GET", url, headers=headers, timeout=seconds) as stream:
                for line in stream.iter_lines():
                    if line.startswith("event: "):
                        name = line.removeprefix("event: ")
                    elif line.startswith("data: "):
                        found.append((name, json.loads(line.removeprefix("data: "))))
                    if time.monotonic() > deadline:
                        break
        except httpx.ReadTimeout:
            pass
        return found

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in more.items()}}


class Server:
    """A `kefu serve` process."""

    def __init__(self, data: Path, **environment: str) -> None:
        """Starts it; `wait` until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self._log = (data.parent / f"serve-{self.port}.log").open("a+")
        self.process = subprocess.Popen(
            [KEFU, "serve", "--port", str(self.port)],
            env=environment_of(data) | environment,
            cwd=REPOSITORY,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def kill(self) -> None:
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """As an operator would."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def log(self) -> str:
        """What it printed."""
        self._log.seek(0)
        return self._log.read()

    def _wait(self) -> None:
        for _ in range(240):
            if self.process.poll() is not None:
                raise AssertionError("kefu serve ended: " + self.log()[-2000:])
            try:
                if httpx.get(f"{self.base}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.25)
        raise AssertionError("kefu serve did not get ready")


@contextmanager
def served(data: Path, **environment: str) -> Iterator[Server]:
    """A server for the time of a test."""
    server = Server(data, **environment)
    try:
        yield server
    finally:
        server.stop()


def environment_of(data: Path) -> dict[str, str]:
    """This process's environment without settings of Kefu's but the data folder."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("KEFU_", "OPENAI_"))}
    return bare | {"KEFU_DATA_DIR": str(data)}
