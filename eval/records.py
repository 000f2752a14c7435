"""What was seen of a sample: its trials, and the verdict over them."""

from domain.conversation import TurnResult
from domain.intents import Outcome
from domain.model import Frozen
from eval.attempt import Exchange
from eval.score import Score


class Trial(Frozen):
    """One repeat of a sample: a line of results.jsonl."""

    sample: str
    trial: int
    """1, 2, 3 …"""
    scores: tuple[Score, ...] = ()
    measures: dict[str, float] = {}
    error: str | None = None
    """Why there was no reply."""
    cancelled: str | None = None
    """The simulated customer failed, not the agent: neither passed nor failed."""
    seconds: float
    result: TurnResult | None = None
    exchanges: tuple[Exchange, ...] = ()
    """Every turn; with its trace where the trial didn't pass."""

    @property
    def passed(self) -> bool:
        """Every score passed; what could not be judged is no pass."""
        return self.error is None and self.cancelled is None and all(score.passed is True for score in self.scores)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What didn't pass, a line each."""
        if self.cancelled is not None:
            return (f"cancelled: {self.cancelled}",)
        if self.error is not None:
            return (f"error: {self.error}",)
        return tuple(f"{s.scorer}: {s.explanation}" for s in self.scores if s.passed is not True)


class Verdict(Frozen):
    """A sample over all of its trials."""

    sample: str
    tags: tuple[str, ...]
    turns: tuple[str, ...]
    trials: int
    """Cancelled ones are not among them."""
    passed_trials: int
    cancelled: int = 0
    outcome: Outcome | None
    """Of the worst trial."""
    reply: str
    """Of the worst trial."""
    complaints: tuple[str, ...]
    """Of the worst trial."""
    failed_scorers: tuple[str, ...] = ()
    measures: dict[str, float] = {}
    """Means over the trials."""

    @property
    def judged(self) -> bool:
        """At least one trial wasn't cancelled."""
        return self.trials > 0

    @property
    def passed(self) -> bool:
        """In every trial (pass^k)."""
        return self.judged and self.passed_trials == self.trials

    @property
    def flaky(self) -> bool:
        """Sometimes so, sometimes so."""
        return 0 < self.passed_trials < self.trials
