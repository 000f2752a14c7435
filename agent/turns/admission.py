"""Admission control: a full process refuses at once instead of making everybody wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.errors import UnavailableError


class Admission:
    """Bounds the turns of this process."""

    def __init__(self, most: int, running: Callable[[], int]) -> None:
        """Args: most: turns at once; running: turns under way."""
        self._most, self._running = most, running
        self._places = 0

    def check(self) -> None:
        """Raises: UnavailableError: too many turns are under way."""
        self._refuse_from(self._running())

    @contextmanager
    def place(self) -> Iterator[None]:
        """Held by a request from before its credential is looked up: those on their way in count as well.

        Raises: UnavailableError: all places are taken.
        """
        self._refuse_from(max(self._places, self._running()))
        self._places += 1
        try:
            yield
        finally:
            self._places -= 1

    def _refuse_from(self, taken: int) -> None:
        if taken >= self._most:
            raise UnavailableError("Too many messages are being answered just now: send it again in a moment.", 1.0)
