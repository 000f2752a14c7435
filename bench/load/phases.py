"""The phases of a load test: conversations at a time, three times too many, and after it."""

import asyncio
import math
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass

from bench.load.calls import Call, Customers, talk

WARM_UP = 1 / 3
"""The share of a flood before goodput is counted: by then as many turns are under way as there will be."""
RECOVERED = 3.0
"""A turn is back to normal below this multiple of a turn alone."""


@dataclass(frozen=True)
class Level:
    """So many conversations at a time."""

    conversations: int
    calls: list[Call]
    seconds: float

    @property
    def answered(self) -> list[float]:
        """Seconds of the answered calls."""
        return sorted(call.seconds for call in self.calls if call.came == "answered")

    @property
    def per_second(self) -> float:
        """Answered turns a second."""
        return len(self.answered) / self.seconds


@dataclass(frozen=True)
class Overload:
    """What a flood came to."""

    offered: float
    """Messages a second."""
    calls: list[Call]
    seconds: float
    goodput: float
    """Answers a second while it lasted, once as many turns were under way as the servers take."""
    recovery: float
    """Seconds from its end until a turn takes what it took before; infinity where that did not come about."""


async def level(customers: Customers, conversations: int, seconds: float) -> Level:
    """Conversations side by side, each sending its next message once it has its answer."""
    began = time.monotonic()
    talks = (talk(customers, began + seconds) for _ in range(conversations))
    calls = [call for calls in await asyncio.gather(*talks) for call in calls]
    return Level(conversations, calls, time.monotonic() - began)


async def overload(customers: Customers, rate: float, seconds: float, alone: float, patience: float) -> Overload:
    """An open model: messages arrive at random (Poisson) times at this rate, whatever became of those before.

    Args: alone: seconds that a turn takes by itself; patience: seconds to wait for the recovery.
    """
    chance, began = random.Random(8), time.monotonic()
    due, flying = began, []
    while due < began + seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        flying.append(asyncio.create_task(customers.say(due=due)))
        due += chance.expovariate(rate)
    ended = time.monotonic()
    recovering = asyncio.create_task(_recovery(customers, alone, ended, patience))
    calls = list(await asyncio.gather(*flying))
    counts_from = began + WARM_UP * (ended - began)
    answers = [call.began + call.seconds for call in calls if call.came == "answered"]
    goodput = sum(counts_from < at <= ended for at in answers) / (ended - counts_from)
    return Overload(rate, calls, ended - began, goodput, await recovering)


async def _recovery(customers: Customers, alone: float, ended: float, patience: float) -> float:
    while time.monotonic() < ended + patience:
        call = await customers.say()
        if call.came == "answered" and call.seconds <= RECOVERED * alone:
            return call.began - ended
        await asyncio.sleep(0.2)
    return math.inf


def quantile(ordered: list[float], share: float) -> float:
    """Of sorted samples; nan of none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else math.nan


def median(samples: list[float]) -> float:
    """nan of none."""
    return statistics.median(samples) if samples else math.nan


def came(calls: list[Call]) -> Counter[str]:
    """How many calls came to what; failures by status."""
    return Counter(f"{call.came} {call.status}" if call.came == "failed" else call.came for call in calls)
