"""Time comes from a clock that is passed in, so that demos and evaluation can freeze it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one zone without daylight saving since 1991."""


class Clock(Protocol):
    """Where the present comes from."""

    def now(self) -> datetime:
        """The present as an aware datetime."""
        ...


class SystemClock:
    """The machine's clock, in China's zone."""

    def now(self) -> datetime:
        """The present as an aware datetime."""
        return datetime.now(CHINA)


@dataclass(frozen=True)
class FrozenClock:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """The one moment."""
        return self.at
