"""What /metrics says: this process's counters, and the queues in the database at the moment of asking."""

import asyncio
import time
from collections.abc import Callable
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from backends.sql.queues import SqlQueues
from domain.promises import PromiseStatus, PromiseStore

FRESH_SECONDS = 5.0
"""Several scrapers, or somebody who asks on and on, cost one look into the database in this time."""


class PrometheusMetrics:
    """Reads the registry, with the shared queues filled in."""

    def __init__(
        self, counted: CollectorRegistry, queues: SqlQueues, promises: PromiseStore, running: Callable[[], int]
    ) -> None:
        """Args: counted: what the observer counts; running: turns under way in it."""
        self._counted, self._queues, self._promises = counted, queues, promises
        registry = CollectorRegistry()
        self._asked = registry
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        Gauge("kefu_running_turns", "Turns under way in this process.", registry=registry).set_function(running)
        self._depth = Gauge("kefu_queue_depth", "What waits, in all processes.", ("queue",), registry=registry)
        self._oldest = Gauge(
            "kefu_queue_oldest_seconds", "How long the oldest of it has waited.", ("queue",), registry=registry
        )
        self._kept = Gauge("kefu_promises", "Promises to customers, by status.", ("status",), registry=registry)
        self._lock, self._read_at = asyncio.Lock(), float("-inf")

    async def text(self) -> bytes:
        """See ``Metrics``. Raises: UnavailableError: the database doesn't answer."""
        async with self._lock:
            if time.monotonic() - self._read_at > FRESH_SECONDS:
                await self._fill()
                self._read_at = time.monotonic()
        return generate_latest(self._counted) + generate_latest(self._asked)

    async def _fill(self) -> None:
        for name, depth in (await self._queues.depths()).items():
            self._depth.labels(name).set(depth.waiting)
            self._oldest.labels(name).set(depth.oldest_seconds)
        counts = await self._promises.counts()
        for status in get_args(PromiseStatus):
            self._kept.labels(status).set(counts.get(status, 0))
