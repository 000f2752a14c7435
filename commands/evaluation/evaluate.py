"""kefu eval: golden sets against the very services that serve."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from backends.settings import Settings
from commands.console import err, out, print_json
from commands.evaluation.options import EvalOptions
from commands.evaluation.overrides import overridden
from commands.evaluation.progress import sample_progress
from commands.evaluation.solving import solving
from domain.errors import InvalidInputError
from eval.baseline import Baseline, compare, read_baseline, write_baseline
from eval.gate import Gate, breaches, read_gate
from eval.golden_sets.files import read_golden_files
from eval.metrics import RunFacts, golden_hash, summarise
from eval.precheck import precheck, refuse_unfit
from eval.records import Trial
from eval.reports.history import past_runs, point_of, unsteady
from eval.reports.junit import junit_of
from eval.reports.markdown import markdown_of
from eval.reports.page import page_of
from eval.reports.terminal import report
from eval.run_folder import JUNIT, MARKDOWN, REPORT, Plan, RunFolder
from eval.runner import Marking, run_samples
from eval.samples import Sample
from eval.summary import Summary


async def evaluate(settings: Settings, options: EvalOptions) -> bool:
    """Run, report, keep everything in one folder under ``runs/``; whether the gate lets it pass.

    Raises: InvalidInputError, ConfigurationError: a file or an option can't be used. NotFoundError: no shop.
    """
    before = read_baseline(options.baseline) if options.baseline else None
    return not (await run_of(settings, options, before)).breaches


async def run_of(settings: Settings, options: EvalOptions, before: Baseline | None) -> Summary:
    """One whole run, compared with an earlier one where there is one, kept and told."""
    samples = chosen(read_golden_files(options.golden), options.tags)
    gate = read_gate(options.gate) if options.gate else Gate(min_pass=options.min_pass)
    fitness = await precheck(samples)
    if options.solver not in ("null", "oracle"):
        refuse_unfit(samples, fitness, gate.min_pass)
    folder = _folder(samples, options)
    started = time.perf_counter()
    trials = await _run(overridden(settings, options.settings), samples, folder, options)
    facts = _facts(folder.plan(), time.perf_counter() - started, len(fitness.null_passed))
    summary = summarise(samples, trials, facts)
    if before is not None:
        summary = summary.model_copy(update={"comparison": compare(before, summary)})
    summary = summary.model_copy(update={"breaches": breaches(gate, summary)})
    return _finish(folder, summary, trials, options)


def chosen(samples: list[Sample], tags: Sequence[str]) -> list[Sample]:
    """Those with any of the tags; all of them without tags. Raises: InvalidInputError."""
    drafts = [sample.id for sample in samples if not sample.accepted]
    if drafts:
        raise InvalidInputError(
            f"{len(drafts)} samples are drafts that nobody has accepted ({', '.join(drafts[:5])}): check each, "
            "correct it and take `accepted: false` out."
        )
    found = [sample for sample in samples if not tags or set(tags) & set(sample.tags)]
    if not found:
        raise InvalidInputError("No sample has any of these tags.")
    return found


def _folder(samples: list[Sample], options: EvalOptions) -> RunFolder:
    plan = Plan(
        shop=options.shop,
        golden=tuple(path.name for path in options.golden),
        golden_hash=golden_hash(samples),
        solver=options.solver,
        judge=options.judge.name if options.judge else "",
        simulator=options.simulator,
        settings=dict(each.split("=", 1) for each in options.settings if "=" in each),
        seed=options.seed,
        trials=options.trials,
        started_at=datetime.now(UTC),
    )
    return RunFolder.interrupted(options.resume, plan) if options.resume else RunFolder.new(options.runs, plan)


async def _run(settings: Settings, samples: list[Sample], folder: RunFolder, options: EvalOptions) -> list[Trial]:
    async with solving(settings, options) as ready:
        marking = Marking(ready.surroundings, ready.judge, options.yuan_per_million)
        with sample_progress(options.as_json) as show:
            return await run_samples(
                samples,
                ready.solver,
                options.trials,
                options.seed,
                options.concurrency,
                progress=_keeping(folder, show),
                marking=marking,
                before=folder.trials(),
            )


def _keeping(folder: RunFolder, show: Callable[[int, int, Trial], None] | None) -> Callable[[int, int, Trial], None]:
    def keep(done: int, total: int, trial: Trial) -> None:
        folder.add(trial)
        if show is not None:
            show(done, total, trial)

    return keep


def _facts(plan: Plan, seconds: float, null_passed: int) -> RunFacts:
    return RunFacts(
        shop=plan.shop,
        golden=plan.golden,
        started_at=plan.started_at,
        seconds=seconds,
        seed=plan.seed,
        trials=plan.trials,
        solver=plan.solver,
        settings=plan.settings,
        null_passed=null_passed,
    )


def _finish(folder: RunFolder, summary: Summary, trials: list[Trial], options: EvalOptions) -> Summary:
    past = [run for run in past_runs(options.runs, summary.shop) if run.name != folder.path.name]
    summary = summary.model_copy(update={"unsteady": unsteady(past, point_of(summary, folder.path.name))})
    texts = {
        REPORT: page_of(summary, trials, past),
        JUNIT: junit_of(summary),
        MARKDOWN: markdown_of(summary),
    }
    folder.finish(summary, trials, texts)
    if options.save_baseline:
        write_baseline(options.save_baseline, summary)
    if options.quiet:
        return summary
    if options.as_json:
        content = summary.model_dump(mode="json")
        print_json({"run": str(folder.path), "pass_rate": summary.pass_rate, "ship": not summary.breaches, **content})
        return summary
    out.print(report(summary))
    err.print(f"kefu: the whole run is in {folder.path}; open {folder.path / REPORT} in a browser", highlight=False)
    return summary
