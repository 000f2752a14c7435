"""The bar while samples run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from commands.console import err
from eval.records import Trial


@contextmanager
def sample_progress(quiet: bool) -> Iterator[Callable[[int, int, Trial], None] | None]:
    """Trials done and failed."""
    if quiet:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task("samples", total=None)
        failed = 0

        def show(count: int, total: int, trial: Trial) -> None:
            nonlocal failed
            failed += not trial.passed
            progress.update(bar, total=total, completed=count, description=f"samples, {failed} failed")

        yield show
