"""kefu golden check | draft | calibrate | tau-bench | schema."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.evaluation.cli import require_extra

app = typer.Typer(help="Golden sets: check them, draft samples, print their schema.", no_args_is_help=True)


class Source(StrEnum):
    """What samples are drafted from."""

    DOCUMENTS = "documents"
    EDITS = "edits"
    HANDOFFS = "handoffs"


@app.command()
def check(
    golden: list[Path],
    shop: Annotated[str | None, typer.Option(help="Also against this shop's documents, customers and orders.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Find duplicates, contradictions, echoes, absent facts and leaks of other shops; exit code 1 on an error."""
    require_extra()
    from commands.golden_sets import check_files

    problems = console.run(check_files(console.settings(), golden, shop))
    if as_json:
        console.print_json([problem.model_dump(mode="json") for problem in problems])
    else:
        for problem in problems:
            line = f"{problem.level}  {problem.kind}  {problem.sample}: {problem.told}"
            style = "red" if problem.level == "error" else "yellow"
            console.out.print(line, highlight=False, markup=False, style=style)
        errors = sum(problem.level == "error" for problem in problems)
        console.err.print(f"kefu: {errors} errors, {len(problems) - errors} warnings", highlight=False)
    if any(problem.level == "error" for problem in problems):
        raise typer.Exit(1)


@app.command()
def draft(
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.")],
    output: Annotated[Path, typer.Option(help="A new YAML file for the drafts.")],
    source: Annotated[list[Source] | None, typer.Option("--from", help="What to draft from; all by default.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most as many of each.")] = 50,
) -> None:
    """Propose samples from documents, approved edits and handed-off conversations, for a person to accept."""
    from commands.golden_sets import draft_file

    made = console.run(draft_file(console.settings(), shop, output, tuple(source or Source), limit))
    console.err.print(
        f"kefu: {made} drafts in {output}; check each, correct what is expected and take `accepted: false` out",
        highlight=False,
    )


@app.command()
def calibrate(
    rubric: Path,
    labels: Path,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Compare the chat model that judges by RUBRIC with people's LABELS (JSONL); exit code 1: it agrees too little."""
    from commands.judging import calibrate_judge

    certificate, why = console.run(calibrate_judge(console.settings(), rubric, labels))
    if as_json:
        console.print_json({**certificate.model_dump(mode="json"), "usable": not why})
    else:
        found = certificate.calibration
        console.out.print(
            f"{found.labels} replies: both pass {found.both_pass}, both fail {found.both_fail}, judge milder "
            f"{found.judge_milder}, judge stricter {found.judge_stricter}, unscored {found.unscored}; "
            f"agreement {certificate.agreement:.1%}, kappa {certificate.kappa:.2f}",
            highlight=False,
        )
    if why:
        console.err.print(f"kefu: {why}", style="red", highlight=False)
        raise typer.Exit(1)


@app.command(name="tau-bench")
def tau_bench(
    folder: Path,
    as_json: Annotated[bool, typer.Option("--json", help="Print a machine-readable result.")] = False,
) -> None:
    """Replay the gold actions of tau-bench's retail domain, from FOLDER; exit code 1: an end state differs."""
    require_extra()
    from commands.evaluation.tau import replay_benchmark, told_of

    with console.counting("tasks", as_json) as show:
        results = console.run(replay_benchmark(folder, show))
    if as_json:
        console.print_json([result.model_dump(mode="json") for result in results])
    else:
        for line in told_of(results):
            console.out.print(line, highlight=False, markup=False)
    if any(result.verdict == "different" for result in results):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the format as JSON Schema, for editors."""
    from eval.golden_sets.schema import json_schema

    print(json_schema(), end="")
