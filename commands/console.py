"""What a command prints: words and progress on standard error, results on standard output."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backends.settings import Settings, read_settings
from domain.documents import IngestJob, IngestReport
from domain.errors import ConfigurationError, KefuError

T = TypeVar("T")

err = Console(stderr=True)
out = Console()

_MARKS = {"added": "+", "updated": "~", "unchanged": "=", "removed": "-", "rejected": "!", "quarantined": "?"}


def run(job: Coroutine[None, None, T]) -> T:
    """Run a job; an error of ours is one clear sentence and exit code 1."""
    try:
        return asyncio.run(job)
    except KefuError as error:
        err.print(f"kefu: {error}", style="red", highlight=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def settings() -> Settings:
    """The settings; a wrong one is one clear sentence and exit code 1."""
    try:
        return read_settings()
    except ConfigurationError as error:
        err.print(f"kefu: {error}", style="red", highlight=False)
        raise typer.Exit(1) from None


def print_json(value: object) -> None:
    """A machine-readable result."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def counting(what: str, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar over equal steps: done, total."""
    if quiet:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(bar, total=total, completed=done)


@contextmanager
def ingest_progress(quiet: bool) -> Iterator[Callable[[IngestJob], None] | None]:
    """A progress bar over a batch of files."""
    if quiet:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task("documents", total=None)

        def show(job: IngestJob) -> None:
            progress.update(bar, total=job.total or None, completed=job.done, description=job.stage or "documents")

        yield show


def print_reports(reports: list[IngestReport]) -> None:
    """What became of each file."""
    for report in reports:
        left_out = "; ".join(report.left_out)
        detail = report.reason or (f"{report.chunks} chunks" if report.chunks else "")
        out.print(f"{_MARKS[report.result]} {report.name}  {report.result}  {detail}", highlight=False, markup=False)
        if left_out:
            out.print(f"    left out: {left_out}", style="dim", highlight=False, markup=False)
        for mark, texts in (("-", report.removed_texts), ("+", report.added_texts)):
            for text in texts:
                out.print(f"    {mark} {text}", style="dim", highlight=False, markup=False)


def print_totals(reports: list[IngestReport], dry_run: bool) -> None:
    """The difference in documents and in chunks."""
    counted = Counter[str](report.result for report in reports)
    files = ", ".join(f"{counted[result]} {result}" for result in _MARKS if counted[result]) or "no files"
    added, removed = sum(r.chunks_added for r in reports), sum(r.chunks_removed for r in reports)
    would = "would change" if dry_run else "changed"
    err.print(f"kefu: {would}: documents: {files}; chunks: +{added} −{removed}", highlight=False)
    if waiting := sum(report.waiting for report in reports):
        err.print(f"kefu: {waiting} to decide on: kefu documents quarantine list", highlight=False)
