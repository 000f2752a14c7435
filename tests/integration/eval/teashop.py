"""A small shop of its own, imported once, and runs of its golden set against sound and broken agents."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from backends.connect import Backends, connect
from backends.sandbox import Sandbox, sandbox
from backends.settings import Settings
from commands.evaluation.benches import Benches
from commands.shops import import_shop
from domain.ids import ShopId
from eval.golden_sets.files import read_golden_files
from eval.metrics import RunFacts, summarise
from eval.records import Trial
from eval.runner import Marking, run_samples
from eval.samples import Sample
from eval.solver import Solver
from eval.solvers.turn_service import TurnSolver
from eval.summary import Summary
from eval.surroundings import Surroundings, surroundings_of

FOLDER = Path(__file__).with_name("shop")
SHOP = ShopId("taoli")

Breaking = Callable[[Backends, Sandbox], Benches]


def golden() -> list[Sample]:
    """The shop's set."""
    return read_golden_files([FOLDER / "golden.yaml"])


_once = TemporaryDirectory(prefix="kefu-teashop-", ignore_cleanup_errors=True)


async def imported(folder: Path) -> Settings:
    """A data folder with the shop in it; it is imported once in a process, and copied after that."""
    first = Path(_once.name) / "data"
    if not first.exists():
        await import_shop(Settings(data_dir=first, llm_api_key=None, llm_base_url=None), FOLDER, None, quiet=True)
    shutil.copytree(first, folder, ignore=shutil.ignore_patterns("owner.lock"), dirs_exist_ok=True)
    return Settings(data_dir=folder, llm_api_key=None, llm_base_url=None)


def sound(backends: Backends, box: Sandbox) -> Benches:
    """The production services as they are."""
    return Benches(backends, box, SHOP, None)


@asynccontextmanager
async def agent(settings: Settings, breaking: Breaking = sound) -> AsyncIterator[tuple[Solver, Surroundings]]:
    """The agent over a sandbox of the shop."""
    async with connect(settings) as backends, sandbox(backends.stores) as box:
        around = surroundings_of(await backends.stores.shops.get_shop(SHOP), await box.prepare(SHOP))
        yield TurnSolver(breaking(backends, box)), around


async def run(
    settings: Settings,
    samples: list[Sample],
    breaking: Breaking = sound,
    wrapped: Callable[[Solver], Solver] = lambda solver: solver,
    seed: int = 0,
    concurrency: int = 2,
) -> tuple[Summary, list[Trial]]:
    """A whole run of these samples."""
    async with agent(settings, breaking) as (solver, around):
        marking = Marking(around)
        trials = await run_samples(samples, wrapped(solver), seed=seed, concurrency=concurrency, marking=marking)
    facts = RunFacts(SHOP, ("golden.yaml",), datetime.now(UTC), 1.0, seed, 1)
    return summarise(samples, trials, facts), trials
