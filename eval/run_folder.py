"""Where a run is kept: runs/<time>/results.jsonl and summary.json."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from eval.records import Summary, Trial

RESULTS = "results.jsonl"
SUMMARY = "summary.json"


def write_run(runs: Path, summary: Summary, trials: Sequence[Trial]) -> Path:
    """Write a new folder under ``runs`` and return it."""
    folder = _new_folder(runs, summary.started_at)
    lines = (trial.model_dump_json(exclude_none=True) + "\n" for trial in trials)
    (folder / RESULTS).write_text("".join(lines), encoding="utf-8")
    (folder / SUMMARY).write_text(summary.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return folder


def _new_folder(runs: Path, at: datetime) -> Path:
    name, number = at.strftime("%Y-%m-%d_%H-%M-%S"), 1
    while True:
        folder = runs / (name if number == 1 else f"{name}_{number}")
        try:
            # Results hold what customers wrote and own.
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            number += 1
            continue
        return folder
