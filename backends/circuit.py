"""Leaves a failing outside alone for a while, so that calls don't wait for it one after the other."""

import time
from collections.abc import Callable

FAILURES = 3
PAUSE_SECONDS = 30.0


class Circuit:
    """Opens after some failures in a row; after a pause one call may try."""

    def __init__(
        self, failures: int = FAILURES, pause: float = PAUSE_SECONDS, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Args: failures: in a row that open the circuit; pause: seconds until one call may try again."""
        self._allowed, self._pause, self._monotonic = failures, pause, monotonic
        self._failed = 0
        self._open_until = 0.0

    def lets_through(self) -> bool:
        """Whether a call may be made now; the one that tries after a pause keeps the others away until it is back."""
        if self._failed < self._allowed:
            return True
        now = self._monotonic()
        if now < self._open_until:
            return False
        self._open_until = now + self._pause
        return True

    def succeeded(self) -> None:
        """The call came through."""
        self._failed = 0

    def failed(self) -> None:
        """It didn't."""
        self._failed += 1
        self._open_until = self._monotonic() + self._pause
