"""kefu eval: golden sets against the very turn service that serves."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backends.data_folder import DataFolder
from backends.settings import Settings
from commands.compose import composed
from commands.console import err, out, print_json
from domain.ids import ShopId
from eval.baseline import flips, read_baseline
from eval.golden_files import read_golden_files
from eval.metrics import RunFacts, summarise
from eval.records import Trial
from eval.report import report
from eval.run_folder import write_run
from eval.runner import run_samples
from eval.samples import Sample
from eval.solvers.turn_service import TurnSolver

RUNS = Path("runs")
SEED = 0


async def evaluate(
    settings: Settings,
    golden_files: list[Path],
    shop: str,
    baseline: Path | None = None,
    trials: int = 1,
    as_json: bool = False,
    min_pass: float = 1.0,
) -> bool:
    """Run, report, keep the run under ``runs/``; whether enough samples passed.

    Raises: InvalidInputError, ConfigurationError: a golden file or the baseline can't be used. NotFoundError: no shop.
    """
    samples = read_golden_files(golden_files)
    before = read_baseline(baseline) if baseline else None
    started_at, started = datetime.now(UTC), time.perf_counter()
    with isolated(settings) as aside:
        done = await _run(aside, samples, ShopId(shop), trials, quiet=as_json)
    names = tuple(path.name for path in golden_files)
    facts = RunFacts(shop, names, started_at, time.perf_counter() - started, SEED, trials)
    summary = summarise(samples, done, facts)
    if before is not None:
        summary = summary.model_copy(update={"flips": flips(before, summary)})
    folder = write_run(RUNS, summary, done)
    if as_json:
        print_json({"run": str(folder), "pass_rate": summary.pass_rate, **summary.model_dump(mode="json")})
    else:
        out.print(report(summary))
        err.print(f"kefu: the whole run is in {folder}", highlight=False)
    return summary.pass_rate >= min_pass


async def _run(settings: Settings, samples: list[Sample], shop: ShopId, trials: int, quiet: bool) -> list[Trial]:
    async with composed(settings) as services:
        known = await services.ports.shops.get_shop(shop)
        solver = TurnSolver(services.turns, services.ports.conversations, known.id)
        with _progress(quiet) as show:
            done = await run_samples(samples, solver, trials, SEED, progress=show)
        await services.turns.drain()
        return done


@contextmanager
def isolated(settings: Settings) -> Iterator[Settings]:
    """Settings over a copy of an embedded data folder, so that no evaluation ever waits in a person's queue.

    A database server can't be copied: there the conversations stay, which is said.

    Raises: DataFolderBusyError: another process owns the folder.
    """
    if settings.database_url or settings.chroma_host:
        err.print(
            "kefu: the evaluation's conversations and approvals stay in this database; give it one of its own",
            style="yellow",
            highlight=False,
        )
        yield settings
        return
    folder = DataFolder(settings.data_dir)
    with tempfile.TemporaryDirectory(prefix="kefu-eval-", ignore_cleanup_errors=True) as place:
        copy = Path(place) / "data"
        with folder.lock():
            shutil.copytree(folder.path, copy, ignore=shutil.ignore_patterns("owner.lock", "uploads"))
        yield settings.model_copy(update={"data_dir": copy})


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int, int, Trial], None] | None]:
    if quiet:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task("samples", total=None)
        failed = 0

        def show(count: int, total: int, trial: Trial) -> None:
            nonlocal failed
            failed += not trial.passed
            progress.update(bar, total=total, completed=count, description=f"samples, {failed} failed")

        yield show
