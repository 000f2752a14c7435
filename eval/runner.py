"""Runs samples against a solver: some side by side, in seeded order, each scored as soon as it is back."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from domain.errors import KefuError
from eval.attempt import Attempt
from eval.records import Trial
from eval.samples import Sample
from eval.score import Score
from eval.scorers import SCORERS
from eval.solver import Solver

log = logging.getLogger(__name__)

CONCURRENCY = 2
"""The embedded default computes on the processor: more than two side by side only wait for each other."""

Progress = Callable[[int, int, Trial], None]
"""Called with done, total and the trial that has just ended."""


class _Job(NamedTuple):
    sample: Sample
    trial: int


async def run_samples(
    samples: Sequence[Sample],
    solver: Solver,
    trials: int = 1,
    seed: int = 0,
    concurrency: int = CONCURRENCY,
    progress: Progress | None = None,
) -> list[Trial]:
    """Every sample ``trials`` times; the result stands in golden order, whatever order they ran in."""
    jobs = [_Job(sample, trial) for sample in samples for trial in range(1, trials + 1)]
    # The same seed gives the same order, so that a failure that depends on the order can be seen again.
    order = random.Random(seed).sample(range(len(jobs)), len(jobs))  # noqa: S311
    done: dict[int, Trial] = {}
    queue = iter(order)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(concurrency, len(jobs))):
            group.create_task(_work(queue, jobs, solver, done, progress))
    return [done[number] for number in range(len(jobs))]


async def _work(
    queue: Iterator[int], jobs: list[_Job], solver: Solver, done: dict[int, Trial], progress: Progress | None
) -> None:
    for number in queue:
        done[number] = await _trial(jobs[number], solver)
        if progress is not None:
            progress(len(done), len(jobs), done[number])


async def _trial(job: _Job, solver: Solver) -> Trial:
    started = time.perf_counter()
    try:
        attempt = await solver.solve(job.sample)
    except KefuError as error:
        told = str(error)
    except Exception as error:
        # One sample's fault must not lose the run; it counts as a failure.
        log.exception("sample %s could not be run", job.sample.id)
        told = f"{type(error).__name__} while answering"
    else:
        return _scored(job, attempt, time.perf_counter() - started)
    return Trial(sample=job.sample.id, trial=job.trial, error=told, seconds=time.perf_counter() - started)


def _scored(job: _Job, attempt: Attempt, seconds: float) -> Trial:
    scores = tuple(score for score in score_attempt(job.sample, attempt))
    passed = all(score.passed is True for score in scores)
    return Trial(
        sample=job.sample.id,
        trial=job.trial,
        scores=scores,
        seconds=seconds,
        result=attempt.result,
        trace=None if passed else attempt.trace,
    )


def score_attempt(sample: Sample, attempt: Attempt) -> list[Score]:
    """What every scorer says, of those that have something to judge."""
    found = (scorer(sample.expect, attempt) for scorer in SCORERS)
    return [score for score in found if score is not None]
