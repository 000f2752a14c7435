"""A scorer's verdict."""

from typing import Protocol

from domain.model import Frozen
from eval.attempt import Attempt
from eval.samples import Expectation


class Score(Frozen):
    """What one scorer says of one attempt."""

    scorer: str
    passed: bool | None
    """None: it could not be judged, which is never a pass."""
    explanation: str = ""
    """Why it didn't pass, for people."""


class Scorer(Protocol):
    """A check of one kind."""

    def __call__(self, expect: Expectation, attempt: Attempt) -> Score | None:
        """None where there is nothing of this kind to judge."""
        ...


class AsyncScorer(Protocol):
    """A check that has to wait for something, like a model that judges."""

    async def __call__(self, expect: Expectation, attempt: Attempt) -> Score | None:
        """None where there is nothing of this kind to judge."""
        ...
