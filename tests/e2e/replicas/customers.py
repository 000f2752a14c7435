"""Customers behind a proxy: who is refused, or whose replica goes away, sends the same message to the next one."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence

import httpx

from tests.e2e.served_shop import Server


class Proxy:
    """Knows the replicas that take requests, as a load balancer does."""

    def __init__(self, servers: Sequence[Server]) -> None:
        self.servers = list(servers)
        self._turn = 0

    def next(self) -> str:
        """The address for the next try."""
        self._turn += 1
        return self.servers[self._turn % len(self.servers)].base


TOGETHER = 2
"""Messages of a conversation; who asks the same more often is passed to a person."""


class Traffic:
    """Customers who go on until they are stopped, each waiting for an answer before the next message."""

    def __init__(self, proxy: Proxy, key: str, customers: int, question: Callable[[int], str]) -> None:
        self._proxy, self._question = proxy, question
        self._headers = {"Authorization": f"Bearer {key}"}
        self._stop = threading.Event()
        self.statuses: Counter[int] = Counter()
        self.undocumented: list[str] = []
        """Answers that no client could be told to expect."""
        self.asked: dict[str, int] = {}
        """Messages of each conversation."""
        self._threads = [threading.Thread(target=self._talk) for _ in range(customers)]

    def __enter__(self) -> "Traffic":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(120)

    def _talk(self) -> None:
        conversation, number = "", 0
        with httpx.Client(timeout=60, headers=self._headers) as client:
            while not self._stop.is_set():
                known = {"conversation_id": conversation} if number % TOGETHER else {}
                conversation = self._say(client, {"message": self._question(number)} | known)["conversation_id"]
                number += 1
                self.asked[conversation] = self.asked.get(conversation, 0) + 1

    def _say(self, client: httpx.Client, body: dict[str, str]) -> dict[str, str]:
        key, deadline = uuid.uuid4().hex, time.monotonic() + 100
        while time.monotonic() < deadline:
            try:
                answer = client.post(f"{self._proxy.next()}/v1/chat", json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                # It went away: what it had taken is in the database, and the key finds it there.
                self.statuses[0] += 1
                time.sleep(0.1)
                continue
            self.statuses[answer.status_code] += 1
            if answer.status_code == 200:
                result: dict[str, str] = answer.json()
                return result
            again = answer.headers.get("Retry-After-Ms")
            if answer.status_code not in (429, 503) or again is None:
                self.undocumented.append(f"{answer.status_code} {answer.text}")
            time.sleep(int(again or 200) / 1000)
        raise AssertionError("a message was never answered")
