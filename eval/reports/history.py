"""Earlier runs of a shop: the line over time, and samples that come and go."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from domain.model import Frozen
from eval.run_folder import SUMMARY
from eval.summary import Summary

MOST = 50
"""Runs looked at, the latest ones."""


class PastRun(Frozen):
    """One point of the line."""

    name: str
    at: datetime
    rate: float
    low: float
    high: float
    ship: bool
    golden_hash: str
    solver: str
    passed: dict[str, bool]


def past_runs(runs: Path, shop: str) -> list[PastRun]:
    """The shop's finished runs, oldest first; folders of other versions are left out."""
    found: list[PastRun] = []
    for file in sorted(runs.glob(f"*/{SUMMARY}"))[-MOST * 2 :]:
        try:
            summary = Summary.model_validate_json(file.read_bytes())
        except (ValidationError, OSError):
            continue
        if summary.shop == shop:
            found.append(point_of(summary, file.parent.name))
    return sorted(found, key=lambda run: run.at)[-MOST:]


def point_of(summary: Summary, name: str) -> PastRun:
    """A run as a point."""
    return PastRun(
        name=name,
        at=summary.started_at,
        rate=summary.pass_rate,
        low=summary.low,
        high=summary.high,
        ship=not summary.breaches,
        golden_hash=summary.golden_hash,
        solver=summary.solver,
        passed={v.sample: v.passed for v in summary.verdicts if v.judged},
    )


def unsteady(past: list[PastRun], now: PastRun) -> tuple[str, ...]:
    """Samples that passed and failed, back and forth, in runs of the same set and solver: a flake, not a fix.

    One change of mind is an agent that changed; two or more are a sample that can't be relied on.
    """
    line: dict[str, list[bool]] = defaultdict(list)
    for run in (*past, now):
        if (run.golden_hash, run.solver) == (now.golden_hash, now.solver):
            for sample, passed in run.passed.items():
                line[sample].append(passed)
    return tuple(s for s, seen in line.items() if sum(a != b for a, b in pairwise(seen)) >= 2)
