"""Whether a golden set can tell a good agent from none, before any time is spent on it."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.errors import ConfigurationError
from eval.records import Trial
from eval.runner import run_samples
from eval.samples import Sample
from eval.solvers.null import NullSolver
from eval.solvers.oracle import OracleSolver

TOO_EASY = 0.5
"""A set of which an agent that says nothing passes this share says too little about one that speaks."""
_SHOWN = 8


class Precheck(NamedTuple):
    """What the two made-up agents did."""

    null_passed: tuple[str, ...]
    """Samples that an agent passes which says nothing."""
    impossible: dict[str, tuple[str, ...]]
    """Sample → why not even an agent that knows the expectation passes."""


async def precheck(samples: Sequence[Sample]) -> Precheck:
    """Run both; the scorers are the real ones."""
    null = await run_samples(samples, NullSolver())
    oracle = await run_samples(samples, OracleSolver())
    return Precheck(
        null_passed=tuple(trial.sample for trial in null if trial.passed),
        impossible={trial.sample: _told(trial) for trial in oracle if not trial.passed},
    )


def refuse_unfit(samples: Sequence[Sample], found: Precheck, min_pass: float) -> None:
    """Raises: ConfigurationError: the set proves nothing, or asks for what can't be."""
    if found.impossible:
        lines = [f"{name}: {'; '.join(why)}" for name, why in list(found.impossible.items())[:_SHOWN]]
        raise ConfigurationError(f"No reply can pass these samples, their expectations contradict: {' | '.join(lines)}")
    share = len(found.null_passed) / len(samples)
    # A gate that asks for no pass rate, as one that only measures, sets no lower bound to what is too easy.
    if share >= min(TOO_EASY, min_pass or TOO_EASY) and found.null_passed:
        names = ", ".join(found.null_passed[:_SHOWN])
        raise ConfigurationError(
            f"An agent that says nothing passes {len(found.null_passed)} of {len(samples)} samples ({names}): "
            "say what a right reply has to include, cite or do."
        )


def _told(trial: Trial) -> tuple[str, ...]:
    return trial.complaints
