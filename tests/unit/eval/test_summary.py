"""Verdicts, tallies, flips, the run folder and the report."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from domain.errors import ConfigurationError, InvalidInputError
from domain.intents import Outcome
from eval.attempt import Attempt
from eval.baseline import flips, read_baseline
from eval.metrics import RunFacts, summarise, worst_first
from eval.records import Flip, Summary, Trial
from eval.report import report
from eval.run_folder import write_run
from eval.runner import run_samples
from tests.unit.eval.doubles import ScriptedSolver, attempt, sample

GOOD, BAD = attempt("好的"), attempt("请稍等", Outcome.HANDOFF)
SAMPLES = [sample("steady", "policy"), sample("shaky", "policy", "p0"), sample("wrong", "order")]
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


async def _run(**script: list[Attempt]) -> tuple[Summary, list[Trial]]:
    samples = [s for s in SAMPLES if s.id in script]
    trials = await run_samples(samples, ScriptedSolver(script), trials=2, concurrency=1)
    return summarise(samples, trials, RunFacts("shop", ("set.yaml",), AT, 1.0, 0, 2)), trials


async def test_a_sample_passes_only_when_all_of_its_trials_do() -> None:
    summary, _ = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD], wrong=[BAD, BAD])
    assert [v.passed for v in summary.verdicts] == [True, False, False]
    assert [v.flaky for v in summary.verdicts] == [False, True, False]
    assert summary.pass_rate == pytest.approx(1 / 3)
    assert summary.p0_failures == ("shaky",)
    assert {t.name: (t.passed, t.total) for t in summary.by_tag} == {"policy": (1, 2), "p0": (0, 1), "order": (0, 1)}
    assert {t.name: (t.passed, t.total) for t in summary.by_scorer} == {"outcome": (3, 6)}


async def test_the_worst_come_first_and_p0_before_all() -> None:
    summary, _ = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD], wrong=[])
    assert [v.sample for v in worst_first(summary.verdicts)] == ["shaky", "wrong"]


async def test_flips_against_a_baseline_are_named() -> None:
    before, _ = await _run(steady=[GOOD, GOOD], shaky=[BAD, BAD])
    after, _ = await _run(steady=[BAD, GOOD], shaky=[GOOD, GOOD], wrong=[BAD, BAD])
    kinds = {"steady": "broken", "shaky": "fixed", "wrong": "added"}
    assert flips(before, after) == tuple(Flip.model_validate({"sample": s, "kind": k}) for s, k in kinds.items())
    assert flips(after, after) == ()
    assert {f.kind for f in flips(after, before)} == {"broken", "fixed", "removed"}


async def test_a_run_folder_is_its_own_baseline(tmp_path: Path) -> None:
    summary, trials = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD])
    first, second = (write_run(tmp_path, summary, trials) for _ in range(2))
    assert first != second
    assert read_baseline(first) == summary == read_baseline(first / "summary.json")
    lines = (first / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Trial.model_validate_json(line).passed for line in lines] == [trial.passed for trial in trials]


def test_a_baseline_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        read_baseline(tmp_path)
    (tmp_path / "summary.json").write_text("{}")
    with pytest.raises(ConfigurationError):
        read_baseline(tmp_path)


async def test_the_report_shows_rates_failures_and_flips() -> None:
    before, _ = await _run(shaky=[GOOD, GOOD])
    summary, _ = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD], wrong=[BAD, BAD])
    summary = summary.model_copy(update={"flips": flips(before, summary)})
    console = Console(file=io.StringIO(), width=120)
    console.print(report(summary, worst=1))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    for told in (
        "1 of 3 samples passed (33.3%)",
        "p0 failures: 1",
        "✗ shaky 1/2",
        "handoff instead of answer",
        "broken (1): shaky",
        "and 1 more",
    ):
        assert told in text
