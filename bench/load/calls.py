"""One customer's message as a load test sends it, and what came of it."""

import asyncio
import itertools
import time
from dataclasses import dataclass
from typing import Literal

import httpx

Came = Literal["answered", "refused", "failed", "broken"]
"""``refused``: 503 or 429 by design, with a time to come back; ``failed``: any other status; ``broken``: no answer."""

QUESTIONS = ("退货运费谁承担", "满多少包邮", "几点前下单当天发货", "会员怎么升级", "发票怎么开", "保修多久")


@dataclass(frozen=True)
class Call:
    """A request that ended."""

    came: Came
    status: int
    began: float
    """When it was due: waiting for the generator counts as the customer's time."""
    seconds: float
    again_ms: float = 0.0
    """What a refusal asked for."""
    conversation: str = ""


class Customers:
    """Sends to all replicas in turn, with one customer key."""

    def __init__(self, bases: list[str], key: str, connections: int) -> None:
        """Args: bases: addresses of the replicas; connections: at most, at a time."""
        self._bases, self._numbers = itertools.cycle(bases), itertools.count()
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._client = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {key}"}, limits=limits, timeout=httpx.Timeout(90), trust_env=False
        )

    async def say(self, conversation: str = "", due: float | None = None) -> Call:
        """Send the next question; no two are the same, so that no cache answers."""
        number = next(self._numbers)
        began = time.monotonic() if due is None else due
        body = {"message": f"{QUESTIONS[number % len(QUESTIONS)]}？{number}"}
        if conversation:
            body["conversation_id"] = conversation
        try:
            answer = await self._client.post(f"{next(self._bases)}/v1/chat", json=body)
        except httpx.HTTPError:
            return Call("broken", 0, began, time.monotonic() - began)
        took = time.monotonic() - began
        if answer.status_code == 200:
            return Call("answered", 200, began, took, conversation=answer.json()["conversation_id"])
        again = float(answer.headers.get("Retry-After-Ms", 0))
        came: Came = "refused" if answer.status_code in (429, 503) and again else "failed"
        return Call(came, answer.status_code, began, took, again)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()


async def talk(customers: Customers, until: float) -> list[Call]:
    """One customer after another: the next message follows the answer; a refused one comes again when it was told to.

    A conversation ends with each question asked once: who asks again gets a person, and that is cheap.
    """
    calls: list[Call] = []
    conversation, asked = "", 0
    while time.monotonic() < until:
        call = await customers.say(conversation)
        calls.append(call)
        asked = (asked + (call.came == "answered")) % len(QUESTIONS)
        conversation = (call.conversation or conversation) if asked else ""
        if call.came == "refused":
            await asyncio.sleep(min(call.again_ms / 1000, max(0.0, until - time.monotonic())))
    return calls
