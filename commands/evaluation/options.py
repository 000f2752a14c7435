"""What `kefu eval` was asked for."""

from pathlib import Path
from typing import Literal, NamedTuple

SolverName = Literal["embedded", "served", "chat-model", "null", "oracle"]
"""embedded: the services of this installation, with their chat model where one is set up; served: a Kefu at --url;
chat-model: a bare model, for comparison; null and oracle: made up."""
SimulatorName = Literal["code", "chat-model"]


class EvalOptions(NamedTuple):
    """The command line, checked by typer."""

    golden: list[Path]
    shop: str
    baseline: Path | None = None
    trials: int = 1
    as_json: bool = False
    min_pass: float = 1.0
    gate: Path | None = None
    solver: SolverName = "embedded"
    seed: int = 0
    concurrency: int = 2
    resume: Path | None = None
    runs: Path = Path("runs")
    save_baseline: Path | None = None
    tags: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    """NAME=VALUE of Kefu's settings, for this run alone."""
    yuan_per_million: float = 0.0
    url: str = ""
    """Of the served Kefu."""
    credentials: Path | None = None
    """Of customers of the served Kefu, where this isn't its data folder."""
    judge: Path | None = None
    """A rubric for the chat model that judges."""
    simulator: SimulatorName = "code"
    """Who chooses a simulated customer's words."""
    quiet: bool = False
    """Keep the run and say nothing: another command tells what came of it."""
