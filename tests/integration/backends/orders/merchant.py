"""A merchant's server that misbehaves as told: a double of what can't be had here, answering over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from backends.circuit import Circuit
from backends.orders.http.backend import HttpOrderBackend
from backends.orders.http.client import OrderClient
from domain.connections import Credential, OrderBackendLink
from tests.loopback import running

ORDER = {
    "order_no": "T1", "customer_id": "a", "status": "待发货", "created_at": "2026-11-03T09:00:00+08:00",
    "items": [{"name": "红茶", "qty": 2, "unit_price": 3000}], "total": 6000,
}  # fmt: skip
ORDERS = {"orders": [ORDER]}
DONE = {"status": "done", "message": "好了", "ref": "R1"}


def order(**changed: Any) -> dict[str, Any]:
    """The answer with one order, changed."""
    return {"orders": [ORDER | changed]}


@dataclass
class Answer:
    """One answer: JSON unless ``raw`` is given."""

    status: int = 200
    body: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """Waits before it."""
    hang_up: bool = False
    """Ends without an answer."""


class MerchantServerDouble:
    """An ASGI application that gives its answers in order, the last one for ever, and remembers what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

    async def __call__(self, scope: Any, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        target = scope["raw_path"].decode() + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        self.asked.append((scope["method"], target, headers, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(answer.seconds)
        if answer.hang_up:
            return
        content = json.dumps(answer.body).encode() if answer.raw is None else answer.raw
        given = {"content-type": "application/json"} | answer.headers
        lines = [(name.encode(), value.encode()) for name, value in given.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": lines})
        await send({"type": "http.response.body", "body": content})


@contextmanager
def serving(*answers: Answer) -> Iterator[tuple[MerchantServerDouble, str]]:
    """The double at its address."""
    double = MerchantServerDouble(*answers)
    with running(double) as url:
        yield double, url


@asynccontextmanager
async def linked(url: str, circuit: Circuit | None = None, **settings: Any) -> AsyncIterator[HttpOrderBackend]:
    """The adapter over it."""
    given = {"timeout_seconds": 5.0, "credential": Credential(env="KEFU_SECRET_TEST")} | settings
    link = OrderBackendLink(url=url, **given)
    client = OrderClient(link, "s3cret", circuit or Circuit(failures=100))
    yield HttpOrderBackend(client, link.attempts)
    await client.close()
