"""kefu eval on the command line."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.evaluation.options import EvalOptions, SimulatorName, SolverName

GATE_REFUSES = 1
"""Exit code: the run is whole and must not ship. Anything that kept it from being a run is 1 as well, on stderr."""


def require_extra() -> None:
    """Say what to install where the figures' libraries are missing."""
    missing = [name for name in ("ir_measures", "jinja2", "junitparser", "scipy") if find_spec(name) is None]
    if missing:
        console.err.print(
            f"kefu: {', '.join(missing)} is missing: install kefu-agent[eval]", style="red", highlight=False
        )
        raise typer.Exit(1)


def evaluation(
    golden: list[Path],
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.")],
    baseline: Annotated[Path | None, typer.Option(help="An earlier run, or a saved baseline, to compare with.")] = None,
    trials: Annotated[int, typer.Option(min=1, help="How often each sample is run; all have to pass.")] = 1,
    min_pass: Annotated[float, typer.Option(min=0, max=1, help="The pass rate below which it must not ship.")] = 1.0,
    gate: Annotated[Path | None, typer.Option(help="Thresholds in YAML; instead of --min-pass.")] = None,
    solver: Annotated[SolverName, typer.Option(help="Who answers.")] = "embedded",
    url: Annotated[str, typer.Option(help="Address of the Kefu that --solver served asks.")] = "",
    credentials: Annotated[Path | None, typer.Option(help="Its credentials, where it isn't this installation.")] = None,
    judge: Annotated[Path | None, typer.Option(help="A rubric by which a chat model judges as well.")] = None,
    simulator: Annotated[SimulatorName, typer.Option(help="Who speaks for simulated customers.")] = "code",
    seed: Annotated[int, typer.Option(help="Of the order in which samples run.")] = 0,
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Samples side by side.")] = 2,
    resume: Annotated[Path | None, typer.Option(help="The folder of an interrupted run to go on with.")] = None,
    runs: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
    save_baseline: Annotated[Path | None, typer.Option(help="Write a baseline file, fit for git.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only samples with any of these tags.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A setting for this run: KEFU_NAME=VALUE.")] = None,
    price: Annotated[float, typer.Option(min=0, help="Yuan for a million tokens of the chat model.")] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Run golden sets against the agent that serves; exit code 0: ship, 1: don't."""
    options = EvalOptions(
        golden=golden,
        shop=shop,
        baseline=baseline,
        trials=trials,
        as_json=as_json,
        min_pass=min_pass,
        gate=gate,
        solver=solver,
        seed=seed,
        concurrency=concurrency,
        resume=resume,
        runs=runs,
        save_baseline=save_baseline,
        tags=tuple(tag or ()),
        settings=tuple(set_ or ()),
        yuan_per_million=price,
        url=url,
        credentials=credentials,
        judge=judge,
        simulator=simulator,
    )
    require_extra()
    from commands.evaluation.evaluate import evaluate

    if not console.run(evaluate(console.settings(), options)):
        raise typer.Exit(GATE_REFUSES)
