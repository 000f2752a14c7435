"""Admission control: a full process refuses at once instead of making everybody wait."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.errors import UnavailableError

WINDOW_SECONDS = 10.0
"""How far back it counts what ended and what was refused."""
SOONEST_SECONDS, LATEST_SECONDS = 1.0, 30.0
"""Between which it tells who is refused to come back."""


class Admission:
    """Bounds the turns of this process."""

    def __init__(self, most: int, running: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        """Args: most: turns at once; running: turns under way; clock: in seconds."""
        self._most, self._running, self._clock = most, running, clock
        self._places = 0
        self._ended, self._refused = deque[float](), deque[float]()

    def check(self) -> None:
        """Raises: UnavailableError: too many turns are under way."""
        self._refuse_from(self._running())

    def check_places(self) -> None:
        """Raises: UnavailableError: all places are taken."""
        self._refuse_from(max(self._places, self._running()))

    @contextmanager
    def place(self) -> Iterator[None]:
        """Held by a request from before its credential is looked up: those on their way in count as well.

        Raises: UnavailableError: all places are taken.
        """
        self.check_places()
        self._places += 1
        try:
            yield
        finally:
            self._places -= 1
            self._ended.append(self._clock())
            self._forget()

    def _refuse_from(self, taken: int) -> None:
        if taken < self._most:
            return
        self._refused.append(self._clock())
        self._forget()
        raise UnavailableError(
            "Too many messages are being answered just now: send it again in a moment.", self._again(taken)
        )

    def _again(self, taken: int) -> float:
        """Until what is under way, and who was refused lately and comes back, has been worked off at the present pace.

        A fixed time would bring everybody back at once, again and again: refusing them would be most of the work.
        """
        if not self._ended:
            return SOONEST_SECONDS
        pace = (self._clock() - self._ended[0]) / len(self._ended)
        return min(LATEST_SECONDS, max(SOONEST_SECONDS, pace * (taken + len(self._refused))))

    def _forget(self) -> None:
        past = self._clock() - WINDOW_SECONDS
        for times in (self._ended, self._refused):
            while times and times[0] < past:
                times.popleft()
