"""Where a turn's time goes: the spans that tracing would export, kept as samples."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from domain.observing import Unwatched


class Spans(Unwatched):
    """Milliseconds of each span by name."""

    def __init__(self) -> None:
        """Nothing measured yet."""
        self.samples: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def span(self, name: str, ids: dict[str, str] | None = None) -> Iterator[None]:
        """Measured."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.samples[name].append((time.perf_counter() - started) * 1000)

    def medians(self) -> dict[str, float]:
        """By name, in the order in which they first ended."""
        return {name: statistics.median(samples) for name, samples in self.samples.items()}
