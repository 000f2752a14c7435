"""From trials to verdicts, tallies and a summary."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from eval.records import Trial, Verdict
from eval.samples import Sample
from eval.statistics import pass_hat, quantile, spread, wilson
from eval.summary import Spread, Summary, Tally


class RunFacts(NamedTuple):
    """What a run was made with."""

    shop: str
    golden: tuple[str, ...]
    started_at: datetime
    seconds: float
    seed: int
    trials: int
    solver: str = "embedded"
    settings: dict[str, str] = {}
    null_passed: int = 0


def golden_hash(samples: Sequence[Sample]) -> str:
    """First 16 hex digits of the SHA-256 over the samples' content."""
    digest = hashlib.sha256()
    for sample in samples:
        digest.update(sample.model_dump_json(exclude_defaults=True).encode())
    return digest.hexdigest()[:16]


def summarise(samples: Sequence[Sample], trials: Sequence[Trial], facts: RunFacts) -> Summary:
    """The whole run in figures; verdicts in golden order."""
    by_sample: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_sample[trial.sample].append(trial)
    verdicts = tuple(verdict_of(sample, by_sample[sample.id]) for sample in samples)
    judged = [verdict for verdict in verdicts if verdict.judged]
    passed = sum(verdict.passed for verdict in judged)
    seconds = sorted(trial.seconds for trial in trials)
    low, high = wilson(passed, len(judged))
    return Summary(
        **facts._asdict(),
        golden_hash=golden_hash(samples),
        samples=len(judged),
        passed=passed,
        low=low,
        high=high,
        pass_hat=_pass_hats(judged, facts.trials),
        cancelled=sum(trial.cancelled is not None for trial in trials),
        sample_seconds_p50=quantile(seconds, 0.5),
        sample_seconds_p95=quantile(seconds, 0.95),
        agent_share=_agent_share(trials),
        by_tag=_tallies((tag, verdict.passed) for verdict in judged for tag in dict.fromkeys(verdict.tags)),
        by_scorer=_tallies((s.scorer, s.passed is True) for trial in trials for s in trial.scores),
        by_outcome=_tallies(
            (str(s.expect.outcome[0]), v.passed) for s, v in zip(samples, verdicts, strict=True) if v.judged
        ),
        measures=_spreads(trials),
        verdicts=verdicts,
    )


def verdict_of(sample: Sample, trials: Sequence[Trial]) -> Verdict:
    """A sample over its trials; what is shown is the worst of them."""
    worst = max(trials, key=lambda t: (t.cancelled is None, t.error is not None, len(t.complaints)))
    judged = [trial for trial in trials if trial.cancelled is None]
    return Verdict(
        sample=sample.id,
        tags=sample.tags,
        turns=tuple(exchange.text for exchange in worst.exchanges) or sample.turns,
        trials=len(judged),
        passed_trials=sum(trial.passed for trial in judged),
        cancelled=len(trials) - len(judged),
        outcome=worst.result.outcome if worst.result else None,
        reply=worst.result.reply.text if worst.result else "",
        complaints=worst.complaints,
        failed_scorers=tuple(dict.fromkeys(s.scorer for t in judged for s in t.scores if s.passed is not True)),
        measures=_means(judged),
    )


def worst_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those that failed: p0 first, then by how much is wrong with them."""
    failed = [verdict for verdict in verdicts if verdict.judged and not verdict.passed]
    return sorted(failed, key=lambda v: ("p0" not in v.tags, -len(v.complaints), v.passed_trials, v.sample))


def _pass_hats(verdicts: Sequence[Verdict], trials: int) -> dict[str, float]:
    counts = [(verdict.passed_trials, verdict.trials) for verdict in verdicts]
    found = {str(k): pass_hat(counts, k) for k in range(1, trials + 1)}
    return {k: value for k, value in found.items() if value is not None}


def _agent_share(trials: Sequence[Trial]) -> float:
    took = [trial for trial in trials if trial.exchanges]
    whole = sum(trial.seconds for trial in took)
    own = sum(trial.measures.get(name, 0.0) for trial in took for name in ("agent seconds", "approval seconds"))
    return min(1.0, own / whole) if whole else 1.0


def _means(trials: Sequence[Trial]) -> dict[str, float]:
    values: dict[str, list[float]] = defaultdict(list)
    for trial in trials:
        for name, value in trial.measures.items():
            values[name].append(value)
    return {name: sum(found) / len(found) for name, found in values.items()}


def _spreads(trials: Sequence[Trial]) -> tuple[Spread, ...]:
    values: dict[str, list[float]] = defaultdict(list)
    for trial in trials:
        for name, value in trial.measures.items():
            values[name].append(value)
    return tuple(spread(name, found) for name, found in sorted(values.items()))


def _tallies(hits: Iterable[tuple[str, bool]]) -> tuple[Tally, ...]:
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, hit in hits:
        total[name] += 1
        passed[name] += hit
    return tuple(_tally(name, passed[name], count) for name, count in total.most_common())


def _tally(name: str, passed: int, total: int) -> Tally:
    low, high = wilson(passed, total)
    return Tally(name=name, passed=passed, total=total, low=low, high=high)
