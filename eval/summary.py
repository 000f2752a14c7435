"""What a whole run came to: rates, measures, the comparison with an earlier run, what the gate says."""

from datetime import datetime
from typing import Literal

from domain.model import Frozen
from eval.records import Verdict


class Tally(Frozen):
    """How many of some samples or scores passed."""

    name: str
    passed: int
    total: int
    low: float = 0.0
    """95 % Wilson interval of the rate."""
    high: float = 1.0

    @property
    def rate(self) -> float:
        """0-1."""
        return self.passed / self.total if self.total else 0.0


class Spread(Frozen):
    """A measure over all judged trials."""

    name: str
    count: int
    mean: float
    p50: float
    p95: float
    total: float


class Flip(Frozen):
    """A sample that the baseline judged otherwise."""

    sample: str
    kind: Literal["broken", "fixed", "added", "removed"]


class Shift(Frozen):
    """A measure on the samples that both runs have."""

    name: str
    before: float
    after: float
    p_value: float
    """Wilcoxon's signed ranks, two-sided; 1 where too few differ."""


class Comparison(Frozen):
    """Against the baseline, sample by sample."""

    flips: tuple[Flip, ...]
    common: int
    p_value: float
    """McNemar's exact test on broken and fixed, two-sided."""
    low: float = -1.0
    """95 % interval of the change in the pass rate, over the samples that both have."""
    high: float = 1.0
    shifts: tuple[Shift, ...] = ()

    def names(self, kind: str) -> tuple[str, ...]:
        """The samples of one kind of flip."""
        return tuple(flip.sample for flip in self.flips if flip.kind == kind)


class Breach(Frozen):
    """One threshold that didn't hold."""

    rule: str
    told: str
    samples: tuple[str, ...] = ()


class Summary(Frozen):
    """A whole run: summary.json."""

    shop: str
    golden: tuple[str, ...]
    """File names."""
    solver: str = "embedded"
    settings: dict[str, str] = {}
    """What was set for this run alone."""
    golden_hash: str = ""
    """Of the samples: only runs of equal hashes say something about flakes."""
    started_at: datetime
    seconds: float
    seed: int
    trials: int
    samples: int
    """Judged ones."""
    passed: int
    low: float = 0.0
    """95 % Wilson interval of the pass rate."""
    high: float = 1.0
    pass_hat: dict[str, float] = {}
    """k → the chance that a sample passes k trials in a row (unbiased)."""
    cancelled: int = 0
    """Trials in which the simulated customer failed."""
    null_passed: int = 0
    """Samples that an agent that says nothing passes too."""
    sample_seconds_p50: float
    """Of a whole sample, all of its turns."""
    sample_seconds_p95: float
    agent_share: float = 1.0
    """The agent's own time ÷ the time that trials took, scoring and set-up included."""
    by_tag: tuple[Tally, ...]
    by_scorer: tuple[Tally, ...]
    by_outcome: tuple[Tally, ...] = ()
    """By the first expected outcome."""
    measures: tuple[Spread, ...] = ()
    verdicts: tuple[Verdict, ...]
    comparison: Comparison | None = None
    """None without a baseline."""
    breaches: tuple[Breach, ...] = ()
    """Of the gate; none: ship."""
    unsteady: tuple[str, ...] = ()
    """Samples that passed some earlier runs of this very set and failed others."""

    @property
    def pass_rate(self) -> float:
        """0-1; a sample passes when all of its trials do."""
        return self.passed / self.samples if self.samples else 0.0

    @property
    def p0_failures(self) -> tuple[str, ...]:
        """Samples that must never fail and did."""
        return tuple(v.sample for v in self.verdicts if "p0" in v.tags and not v.passed)

    @property
    def flaky(self) -> tuple[str, ...]:
        """Samples that passed some trials of this run and failed others."""
        return tuple(v.sample for v in self.verdicts if v.flaky)
