"""From trials to verdicts, tallies and a summary."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from eval.records import Summary, Tally, Trial, Verdict
from eval.samples import Sample


class RunFacts(NamedTuple):
    """What a run was made with."""

    shop: str
    golden: tuple[str, ...]
    started_at: datetime
    seconds: float
    seed: int
    trials: int


def summarise(samples: Sequence[Sample], trials: Sequence[Trial], facts: RunFacts) -> Summary:
    """The whole run in figures; verdicts in golden order."""
    by_sample: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_sample[trial.sample].append(trial)
    verdicts = tuple(verdict_of(sample, by_sample[sample.id]) for sample in samples)
    seconds = sorted(trial.seconds for trial in trials)
    return Summary(
        **facts._asdict(),
        samples=len(verdicts),
        passed=sum(verdict.passed for verdict in verdicts),
        sample_seconds_p50=_quantile(seconds, 0.5),
        sample_seconds_p95=_quantile(seconds, 0.95),
        by_tag=_tallies((tag, verdict.passed) for verdict in verdicts for tag in dict.fromkeys(verdict.tags)),
        by_scorer=_tallies((s.scorer, s.passed is True) for trial in trials for s in trial.scores),
        verdicts=verdicts,
    )


def verdict_of(sample: Sample, trials: Sequence[Trial]) -> Verdict:
    """A sample over its trials; what is shown is the worst of them."""
    worst = max(trials, key=lambda trial: (trial.error is not None, len(trial.complaints)))
    return Verdict(
        sample=sample.id,
        tags=sample.tags,
        turns=sample.turns,
        trials=len(trials),
        passed_trials=sum(trial.passed for trial in trials),
        outcome=worst.result.outcome if worst.result else None,
        reply=worst.result.reply.text if worst.result else "",
        complaints=worst.complaints,
    )


def worst_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those that failed: p0 first, then by how much is wrong with them."""
    failed = [verdict for verdict in verdicts if not verdict.passed]
    return sorted(failed, key=lambda v: ("p0" not in v.tags, -len(v.complaints), v.passed_trials, v.sample))


def _tallies(hits: Iterable[tuple[str, bool]]) -> tuple[Tally, ...]:
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, hit in hits:
        total[name] += 1
        passed[name] += hit
    return tuple(Tally(name=name, passed=passed[name], total=count) for name, count in total.most_common())


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Nearest rank."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
