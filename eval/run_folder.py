"""Where a run is kept: one folder with its plan, every trial as it ends, and the reports."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from domain.model import Frozen
from eval.records import Trial
from eval.summary import Summary

PLAN = "plan.json"
RESULTS = "results.jsonl"
SUMMARY = "summary.json"
REPORT = "report.html"
JUNIT = "junit.xml"
MARKDOWN = "summary.md"


class Plan(Frozen):
    """What a run is made of; a run is only resumed as the very same."""

    shop: str
    golden: tuple[str, ...]
    golden_hash: str
    solver: str
    judge: str = ""
    """The rubric, where a chat model judges as well."""
    simulator: str = "code"
    settings: dict[str, str] = {}
    seed: int
    trials: int
    started_at: datetime


class RunFolder:
    """A run under way or done."""

    def __init__(self, path: Path) -> None:
        """Args: path: there already."""
        self.path = path

    @classmethod
    def new(cls, runs: Path, plan: Plan) -> "RunFolder":
        """A new folder under ``runs``, for its owner only: results hold what customers wrote and own."""
        folder = cls(new_folder(runs, plan.started_at))
        (folder.path / PLAN).write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
        return folder

    @classmethod
    def interrupted(cls, path: Path, plan: Plan) -> "RunFolder":
        """A folder to go on in.

        Raises:
            InvalidInputError: it isn't there, or is of another set, shop, solver, setting, seed or number of trials.
        """
        file = path / PLAN
        if not file.is_file():
            raise InvalidInputError(f"There is no run to resume in {path.name}; give a folder under runs/.")
        try:
            before = Plan.model_validate_json(file.read_bytes())
        except ValidationError:
            raise ConfigurationError(f"{path.name}/{PLAN} can't be read; start a new run.") from None
        if before.model_copy(update={"started_at": plan.started_at}) != plan:
            raise InvalidInputError(
                f"The run in {path.name} is of another golden set, shop, solver, setting, seed or number of trials; "
                "start a new run."
            )
        return cls(path)

    def plan(self) -> Plan:
        """As it was started."""
        return Plan.model_validate_json((self.path / PLAN).read_bytes())

    def trials(self) -> list[Trial]:
        """What ended before; a line that a crash cut off is run again."""
        file = self.path / RESULTS
        if not file.is_file():
            return []
        found: list[Trial] = []
        # Bytes and line feeds alone: the cut may be inside a character, and a customer may have written U+2028.
        for line in file.read_bytes().split(b"\n"):
            try:
                found.append(Trial.model_validate_json(line))
            except ValidationError:
                continue
        return found

    def add(self, trial: Trial) -> None:
        """Keep a trial as soon as it ends."""
        with (self.path / RESULTS).open("ab+") as file:
            # A kill may have cut the last line off: this one must not be glued to it, or it would be lost as well.
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                file.write(b"\n")
            file.write(trial.model_dump_json().encode() + b"\n")

    def finish(self, summary: Summary, trials: Sequence[Trial], texts: dict[str, str]) -> None:
        """Write results in golden order, the summary and the reports (file name → text)."""
        lines = (trial.model_dump_json() + "\n" for trial in trials)
        self._replace(RESULTS, "".join(lines))
        for name, text in texts.items():
            self._replace(name, text)
        # The last, because a folder with a summary counts as a whole run.
        self._replace(SUMMARY, summary.model_dump_json(indent=1) + "\n")

    def _replace(self, name: str, text: str) -> None:
        # Not in place: a kill while the results are put in order must not lose what took an hour to find.
        written = self.path / f".{name}.new"
        written.write_text(text, encoding="utf-8")
        written.replace(self.path / name)


def new_folder(runs: Path, at: datetime, kind: str = "") -> Path:
    """A folder of its own under ``runs``, for its owner only."""
    name, number = at.strftime("%Y-%m-%d_%H-%M-%S") + (f"_{kind}" if kind else ""), 1
    while True:
        folder = runs / (name if number == 1 else f"{name}_{number}")
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            number += 1
            continue
        return folder
