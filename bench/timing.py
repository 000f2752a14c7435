"""Times of one run, as the benches print them."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds that the work takes."""
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) * 1000


def p99(samples: Sequence[float]) -> float:
    """The 99th percentile of at least one sample."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def row(name: str, samples: Sequence[float], width: int) -> str:
    """A line with median and 99th percentile behind a name of this width."""
    return f"{name:<{width}}{statistics.median(samples):>9.2f}{p99(samples):>9.2f}"
