"""kefu replay and kefu compare on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.evaluation.cli import require_extra
from commands.evaluation.options import EvalOptions, SolverName

Shop = Annotated[str, typer.Option("--shop", help="The shop's id.")]
Runs = Annotated[Path, typer.Option(help="Where runs are kept.")]
Concurrency = Annotated[int, typer.Option(min=1, max=64, help="Side by side.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")]
Pairs = Annotated[list[str] | None, typer.Option(help="A setting: KEFU_NAME=VALUE; none: as it is.")]


def replay(
    shop: Shop,
    hours: Annotated[float, typer.Option(min=0.01, help="How far back.")] = 24.0,
    limit: Annotated[int, typer.Option(min=1, help="At most as many conversations, the latest.")] = 200,
    runs: Runs = Path("runs"),
    concurrency: Concurrency = 2,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A setting for this run: KEFU_NAME=VALUE.")] = None,
    as_json: AsJson = False,
) -> None:
    """Put the shop's latest conversations to today's agent and rank what differs; exit code 1: it does harm."""
    require_extra()
    from commands.evaluation.replay import ReplayOptions
    from commands.evaluation.replay import replay as put_again

    options = ReplayOptions(shop, hours, limit, runs, concurrency, as_json, tuple(set_ or ()))
    if console.run(put_again(console.settings(), options)).harmful:
        raise typer.Exit(1)


def compare(
    golden: list[Path],
    shop: Shop,
    a: Pairs = None,
    b: Pairs = None,
    solver: Annotated[SolverName, typer.Option(help="Who answers.")] = "embedded",
    trials: Annotated[int, typer.Option(min=1, help="How often each sample is run; all have to pass.")] = 1,
    tag: Annotated[list[str] | None, typer.Option(help="Only samples with any of these tags.")] = None,
    runs: Runs = Path("runs"),
    concurrency: Concurrency = 2,
    as_json: AsJson = False,
) -> None:
    """Run golden sets under two settings, A and B, and compare sample by sample; exit code 1: B is worse."""
    require_extra()
    from commands.evaluation.versus import compare_settings

    options = EvalOptions(
        golden=golden, shop=shop, solver=solver, trials=trials, tags=tuple(tag or ()), runs=runs,
        concurrency=concurrency, as_json=as_json,
    )  # fmt: skip
    verdict = console.run(compare_settings(console.settings(), options, tuple(a or ()), tuple(b or ())))
    if verdict == "B is worse":
        raise typer.Exit(1)
