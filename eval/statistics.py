"""How sure the figures are. The tests and intervals are SciPy's."""

from collections.abc import Sequence
from math import comb, sqrt

from scipy import stats

from eval.summary import Shift, Spread

_NORMAL_95 = 1.959964
ENOUGH = 6
"""Pairs that differ, below which signed ranks can't be significant at 5 % two-sided."""


def wilson(passed: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a rate; (0, 1) where nothing was judged."""
    if total == 0:
        return 0.0, 1.0
    interval = stats.binomtest(passed, total).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def pass_hat(counts: Sequence[tuple[int, int]], k: int) -> float | None:
    """pass^k: the mean over samples of C(passed, k) / C(trials, k), as tau-bench defines it.

    Args:
        counts: (passed trials, trials) of each sample; those with fewer than ``k`` trials are left out.
    """
    rates = [comb(passed, k) / comb(trials, k) for passed, trials in counts if trials >= k]
    return sum(rates) / len(rates) if rates else None


def mcnemar(broken: int, fixed: int) -> float:
    """The exact two-sided p-value of a paired change."""
    changed = broken + fixed
    return float(stats.binomtest(broken, changed, 0.5).pvalue) if changed else 1.0


def paired_change(broken: int, fixed: int, pairs: int) -> tuple[float, float]:
    """The 95 % interval of a paired change of rates: Wald's over counts with one flip of each kind added, after
    Bonett and Price (2012), which stays right where few samples flip; (-1, 1) of no pairs.
    """
    if pairs == 0:
        return -1.0, 1.0
    up, down = (fixed + 1) / (pairs + 2), (broken + 1) / (pairs + 2)
    wide = _NORMAL_95 * sqrt((up + down - (up - down) ** 2) / (pairs + 2))
    return max(-1.0, up - down - wide), min(1.0, up - down + wide)


def shift(name: str, before: Sequence[float], after: Sequence[float]) -> Shift:
    """A measure before and after, in pairs; there is at least one pair."""
    differing = [b - a for a, b in zip(before, after, strict=True) if a != b]
    p_value = float(stats.wilcoxon(differing).pvalue) if len(differing) >= ENOUGH else 1.0
    return Shift(name=name, before=sum(before) / len(before), after=sum(after) / len(after), p_value=p_value)


def spread(name: str, values: Sequence[float]) -> Spread:
    """Of at least one value; quantiles by nearest rank."""
    ordered = sorted(values)
    return Spread(
        name=name,
        count=len(ordered),
        mean=sum(ordered) / len(ordered),
        p50=quantile(ordered, 0.5),
        p95=quantile(ordered, 0.95),
        total=sum(ordered),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """Nearest rank; 0 of nothing."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
