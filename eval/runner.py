"""Runs samples against a solver: some side by side, in seeded order, each scored as soon as it is back."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.errors import KefuError
from eval.attempt import Attempt
from eval.records import Trial
from eval.samples import Sample
from eval.score import Score, Scorer
from eval.scorers import measures_of, scorers_within
from eval.simulation.customer import SimulationFailedError
from eval.solver import Solver
from eval.surroundings import Surroundings

log = logging.getLogger(__name__)

CONCURRENCY = 2
"""The embedded default computes on the processor: more than two side by side only wait for each other."""

Progress = Callable[[int, int, Trial], None]
"""Called with done, total and the trial that has just ended."""

Judge = Callable[[Sample, Attempt], Awaitable[Score | None]]
"""A scorer that has to wait for something; it is asked after the agent's time is taken."""


@dataclass(frozen=True)
class Marking:
    """How attempts are judged."""

    surroundings: Surroundings | None = None
    judge: Judge | None = None
    yuan_per_million: float = 0.0
    """Price of the chat model's tokens."""


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
    marking: Marking = Marking(),
    before: Sequence[Trial] = (),
) -> list[Trial]:
    """Every sample ``trials`` times; the result stands in golden order, whatever order they ran in.

    Args:
        before: Trials of an interrupted run: they aren't run again.
    """
    jobs = [_Job(sample, trial) for sample in samples for trial in range(1, trials + 1)]
    known = {(trial.sample, trial.trial): trial for trial in before}
    places = {number: (job.sample.id, job.trial) for number, job in enumerate(jobs)}
    done = {number: known[place] for number, place in places.items() if place in known}
    # The same seed gives the same order, so that a failure that depends on the order can be seen again.
    order = random.Random(seed).sample(range(len(jobs)), len(jobs))  # noqa: S311
    queue = iter([number for number in order if number not in done])
    scorers = scorers_within(marking.surroundings)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(concurrency, len(jobs))):
            group.create_task(_work(queue, jobs, solver, done, progress, scorers, marking))
    return [done[number] for number in range(len(jobs))]


async def _work(
    queue: Iterator[int],
    jobs: list[_Job],
    solver: Solver,
    done: dict[int, Trial],
    progress: Progress | None,
    scorers: Sequence[Scorer],
    marking: Marking,
) -> None:
    for number in queue:
        done[number] = await _trial(jobs[number], solver, scorers, marking)
        if progress is not None:
            progress(len(done), len(jobs), done[number])


async def _trial(job: _Job, solver: Solver, scorers: Sequence[Scorer], marking: Marking) -> Trial:
    started = time.perf_counter()
    ended = Trial(sample=job.sample.id, trial=job.trial, seconds=0.0)
    try:
        attempt = await solver.solve(job.sample)
    except SimulationFailedError as error:
        return ended.model_copy(update={"cancelled": str(error), "seconds": time.perf_counter() - started})
    except KefuError as error:
        told = str(error)
    except Exception as error:
        # One sample's fault must not lose the run; it counts as a failure.
        log.exception("sample %s could not be run", job.sample.id)
        told = f"{type(error).__name__} while answering"
    else:
        return await _scored(ended, job.sample, attempt, scorers, marking, started)
    return ended.model_copy(update={"error": told, "seconds": time.perf_counter() - started})


async def _scored(
    ended: Trial, sample: Sample, attempt: Attempt, scorers: Sequence[Scorer], marking: Marking, started: float
) -> Trial:
    scores = score_attempt(sample, attempt, scorers)
    measures = measures_of(sample.expect, attempt, marking.yuan_per_million)
    seconds = time.perf_counter() - started
    if marking.judge is not None and (judged := await marking.judge(sample, attempt)) is not None:
        scores.append(judged)
    passed = all(score.passed is True for score in scores)
    exchanges = [e.model_copy(update={"trace": {}}) if passed else e for e in attempt.exchanges]
    update = {
        "scores": tuple(scores),
        "measures": measures,
        "seconds": seconds,
        "result": attempt.result,
        "exchanges": tuple(exchanges),
    }
    return ended.model_copy(update=update)


def score_attempt(sample: Sample, attempt: Attempt, scorers: Sequence[Scorer]) -> list[Score]:
    """What every scorer says, of those that have something to judge."""
    found = (scorer(sample.expect, attempt) for scorer in scorers)
    return [score for score in found if score is not None]
