"""What a run leaves behind: trials, verdicts on samples, the summary."""

from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from domain.conversation import TurnResult
from domain.intents import Outcome
from domain.model import Frozen
from eval.score import Score


class Trial(Frozen):
    """One repeat of a sample: a line of results.jsonl."""

    sample: str
    trial: int
    """1, 2, 3 …"""
    scores: tuple[Score, ...] = ()
    error: str | None = None
    """Why there was no reply."""
    seconds: float
    result: TurnResult | None = None
    trace: dict[str, JsonValue] | None = None
    """Kept of trials that didn't pass."""

    @property
    def passed(self) -> bool:
        """Every score passed; what could not be judged is no pass."""
        return self.error is None and all(score.passed is True for score in self.scores)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What didn't pass, a line each."""
        if self.error is not None:
            return (f"error: {self.error}",)
        return tuple(f"{s.scorer}: {s.explanation}" for s in self.scores if s.passed is not True)


class Verdict(Frozen):
    """A sample over all of its trials."""

    sample: str
    tags: tuple[str, ...]
    turns: tuple[str, ...]
    trials: int
    passed_trials: int
    outcome: Outcome | None
    """Of the worst trial."""
    reply: str
    """Of the worst trial."""
    complaints: tuple[str, ...]
    """Of the worst trial."""

    @property
    def passed(self) -> bool:
        """In every trial (pass^k)."""
        return self.passed_trials == self.trials

    @property
    def flaky(self) -> bool:
        """Sometimes so, sometimes so."""
        return 0 < self.passed_trials < self.trials


class Tally(Frozen):
    """How many of some samples or scores passed."""

    name: str
    passed: int
    total: int

    @property
    def rate(self) -> float:
        """0-1."""
        return self.passed / self.total if self.total else 0.0


class Flip(Frozen):
    """A sample that the baseline judged otherwise."""

    sample: str
    kind: Literal["broken", "fixed", "added", "removed"]


class Summary(Frozen):
    """A whole run: summary.json."""

    shop: str
    golden: tuple[str, ...]
    """File names."""
    started_at: datetime
    seconds: float
    seed: int
    trials: int
    samples: int
    passed: int
    sample_seconds_p50: float
    """Of a whole sample, all of its turns."""
    sample_seconds_p95: float
    by_tag: tuple[Tally, ...]
    by_scorer: tuple[Tally, ...]
    verdicts: tuple[Verdict, ...]
    flips: tuple[Flip, ...] | None = None
    """Against the baseline; None without one."""

    @property
    def pass_rate(self) -> float:
        """0-1; a sample passes when all of its trials do."""
        return self.passed / self.samples

    @property
    def p0_failures(self) -> tuple[str, ...]:
        """Samples that must never fail and did."""
        return tuple(v.sample for v in self.verdicts if "p0" in v.tags and not v.passed)
