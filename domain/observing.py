"""What an operator watches: figures and spans of the running service, without any text or name of a customer."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal, Protocol

ModelAnswer = Literal["answered", "failed", "over_ceiling"]


class Observer(Protocol):
    """Takes figures in. Never raises, never waits."""

    def turn_ended(self, outcome: str, topic: str | None, seconds: float) -> None:
        """A turn was written. ``topic``: of its handoff."""
        ...

    def first_event(self, seconds: float) -> None:
        """The time from a customer's message to the first sign that its turn runs."""
        ...

    def draft_refused(self, checks: Iterable[str]) -> None:
        """Verification refused a draft for these reasons."""
        ...

    def screened(self, speaker: Literal["bot", "agent"], types: Iterable[str]) -> None:
        """An outgoing text was screened and had these findings."""
        ...

    def model_called(self, came_to: ModelAnswer, tokens: int, seconds: float) -> None:
        """A chat model was asked, or wasn't because the shop's day is used up."""
        ...

    def service_alarms(self, shops: int) -> None:
        """So many shops' automation goes up at their customers' cost."""
        ...

    def span(self, name: str, ids: dict[str, str] | None = None) -> AbstractContextManager[None]:
        """A stretch of work inside a turn; ``ids`` name the turn, never a person."""
        ...


class Unwatched:
    """Nobody looks."""

    def turn_ended(self, outcome: str, topic: str | None, seconds: float) -> None:
        """Dropped."""

    def first_event(self, seconds: float) -> None:
        """Dropped."""

    def draft_refused(self, checks: Iterable[str]) -> None:
        """Dropped."""

    def screened(self, speaker: Literal["bot", "agent"], types: Iterable[str]) -> None:
        """Dropped."""

    def model_called(self, came_to: ModelAnswer, tokens: int, seconds: float) -> None:
        """Dropped."""

    def service_alarms(self, shops: int) -> None:
        """Dropped."""

    def span(self, name: str, ids: dict[str, str] | None = None) -> AbstractContextManager[None]:
        """No span."""
        return nullcontext()


UNWATCHED: Observer = Unwatched()


class Metrics(Protocol):
    """The figures as a monitoring system reads them."""

    async def text(self) -> bytes:
        """In the Prometheus text format."""
        ...
