"""Verdicts, tallies, flips, the run folder and the report."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from domain.errors import ConfigurationError, InvalidInputError
from domain.intents import Outcome
from eval.attempt import Attempt
from eval.baseline import baseline_of, compare, read_baseline, write_baseline
from eval.metrics import RunFacts, summarise, worst_first
from eval.records import Trial
from eval.reports.terminal import report
from eval.run_folder import Plan, RunFolder
from eval.runner import run_samples
from eval.summary import Flip, Summary
from tests.unit.eval.doubles import ScriptedSolver, attempt, sample

GOOD, BAD = attempt("好的"), attempt("请稍等", Outcome.HANDOFF)
SAMPLES = [sample("steady", "policy"), sample("shaky", "policy", "p0"), sample("wrong", "order")]
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
PLAN = Plan(shop="shop", golden=("set.yaml",), golden_hash="h", solver="embedded", seed=0, trials=2, started_at=AT)


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
    assert {t.name: (t.passed, t.total) for t in summary.by_scorer}["outcome"] == (3, 6)


async def test_the_worst_come_first_and_p0_before_all() -> None:
    summary, _ = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD], wrong=[])
    assert [v.sample for v in worst_first(summary.verdicts)] == ["shaky", "wrong"]


async def test_flips_against_a_baseline_are_named() -> None:
    before, _ = await _run(steady=[GOOD, GOOD], shaky=[BAD, BAD])
    after, _ = await _run(steady=[BAD, GOOD], shaky=[GOOD, GOOD], wrong=[BAD, BAD])
    kinds = {"steady": "broken", "shaky": "fixed", "wrong": "added"}
    flips = compare(baseline_of(before), after).flips
    assert flips == tuple(Flip.model_validate({"sample": s, "kind": k}) for s, k in kinds.items())
    assert compare(baseline_of(after), after).flips == ()
    assert {f.kind for f in compare(baseline_of(after), before).flips} == {"broken", "fixed", "removed"}


async def test_a_run_folder_is_its_own_baseline(tmp_path: Path) -> None:
    summary, trials = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD])
    first, second = (RunFolder.new(tmp_path, PLAN) for _ in range(2))
    assert first.path != second.path
    assert first.path.stat().st_mode & 0o077 == 0
    first.finish(summary, trials, {"summary.md": "text"})
    write_baseline(tmp_path / "baseline.json", summary)
    wanted = baseline_of(summary)
    for place in (first.path, first.path / "summary.json", tmp_path / "baseline.json"):
        assert read_baseline(place) == wanted
    assert "在吗" not in (tmp_path / "baseline.json").read_text(encoding="utf-8")
    assert [trial.passed for trial in first.trials()] == [trial.passed for trial in trials]


@pytest.mark.parametrize(
    "cut", [b'{"sample": "shaky", "tri', '{"sample": "茶'.encode()[:-1]], ids=["line", "character"]
)
async def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, cut: bytes) -> None:
    folder = RunFolder.new(tmp_path, PLAN)
    cited = attempt("好的\u2028在", cites={"a.md": "好的\u2028在"})
    ended = await run_samples(SAMPLES[:1], ScriptedSolver({"steady": [cited]}))
    folder.add(ended[0])
    with (folder.path / "results.jsonl").open("ab") as file:
        file.write(cut)
    again = RunFolder.interrupted(folder.path, PLAN.model_copy(update={"started_at": datetime.now(UTC)}))
    solver = ScriptedSolver({"shaky": [GOOD]})
    done = await run_samples(SAMPLES[:2], solver, before=again.trials())
    assert solver.asked == ["shaky"]
    assert [trial.passed for trial in done] == [True, True]
    # What is added after a cut line is not lost with it when the run is interrupted once more.
    again.add(done[1])
    assert [trial.sample for trial in again.trials()] == ["steady", "shaky"]


@pytest.mark.parametrize("change", [{"golden_hash": "x"}, {"seed": 2}, {"trials": 3}, {"shop": "b"}, {"solver": "x"}])
def test_a_run_of_something_else_is_not_resumed(tmp_path: Path, change: dict[str, object]) -> None:
    folder = RunFolder.new(tmp_path, PLAN)
    with pytest.raises(InvalidInputError):
        RunFolder.interrupted(folder.path, PLAN.model_copy(update=change))
    with pytest.raises(InvalidInputError):
        RunFolder.interrupted(tmp_path / "none", PLAN)


def test_a_baseline_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        read_baseline(tmp_path)
    (tmp_path / "summary.json").write_text("{}")
    with pytest.raises(ConfigurationError):
        read_baseline(tmp_path)


async def test_the_report_shows_rates_failures_and_flips() -> None:
    before, _ = await _run(shaky=[GOOD, GOOD])
    summary, _ = await _run(steady=[GOOD, GOOD], shaky=[GOOD, BAD], wrong=[BAD, BAD])
    summary = summary.model_copy(update={"comparison": compare(baseline_of(before), summary)})
    console = Console(file=io.StringIO(), width=240)
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
