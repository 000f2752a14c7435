"""Wakes whoever follows a conversation in this process; other processes poll the event log."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class EventHub:
    """In-process bells, one per key. A bell carries no data: the log is in the store."""

    def __init__(self) -> None:
        """No bells yet."""
        self._bells: dict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def listening(self, key: str) -> Iterator[asyncio.Event]:
        """An event that is set at every ring of the key; the listener clears it."""
        bell = asyncio.Event()
        self._bells[key].add(bell)
        try:
            yield bell
        finally:
            self._bells[key].discard(bell)
            if not self._bells[key]:
                del self._bells[key]

    def listeners(self, key: str) -> int:
        """How many follow it in this process."""
        return len(self._bells.get(key, ()))

    def ring(self, key: str) -> None:
        """Wake the key's listeners."""
        for bell in self._bells.get(key, ()):
            bell.set()
