"""The line over runs, and samples that come and go."""

from pathlib import Path

import pytest

from eval.reports.charts import line
from eval.reports.history import past_runs, point_of, unsteady
from eval.run_folder import Plan, RunFolder
from tests.unit.eval.doubles import AT
from tests.unit.eval.reports.runs import a_run, earlier


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ((), ()),
        ((True,), ()),
        ((True, True), ()),
        ((False, True), ("broken",)),
        ((True, False), ()),
        ((True, False, True), ("broken",)),
    ],
)
async def test_one_change_is_an_agent_that_changed_and_two_are_a_flake(
    before: tuple[bool, ...], found: tuple[str, ...]
) -> None:
    """In the run that is looked at ``broken`` fails."""
    summary, _ = await a_run()
    assert unsteady(earlier(summary, *before), point_of(summary, "now")) == found


@pytest.mark.parametrize("other", [{"golden_hash": "another"}, {"solver": "oracle"}])
async def test_runs_of_another_set_or_solver_say_nothing_about_flakes(other: dict[str, str]) -> None:
    summary, _ = await a_run()
    past = [run.model_copy(update=other) for run in earlier(summary, False, True)]
    assert unsteady(past, point_of(summary, "now")) == ()


async def test_the_line_has_a_point_for_each_run_coloured_by_its_gate() -> None:
    summary, _ = await a_run()
    past = [run.model_copy(update={"ship": True}) for run in earlier(summary, True, True)]
    drawn = str(line("Pass rate over runs", [*past, point_of(summary, "now")]))
    assert drawn.count("<circle") == 3
    assert drawn.count('fill="#2e7d32"') == 2
    assert drawn.count('fill="#b3261e"') == 1
    assert "now 33.3%" in drawn
    assert str(line("none", [])) == ""
    assert str(line("one", [point_of(summary, "now")])).count("<circle") == 1


async def test_past_runs_are_the_shops_own_finished_ones_oldest_first(tmp_path: Path) -> None:
    summary, trials = await a_run()
    plan = Plan(shop="shop", golden=("a",), golden_hash="h", solver="embedded", seed=0, trials=2, started_at=AT)
    for shop, hour in (("shop", 9), ("shop", 7), ("other", 8)):
        at = AT.replace(hour=hour)
        folder = RunFolder.new(tmp_path, plan.model_copy(update={"started_at": at}))
        folder.finish(summary.model_copy(update={"shop": shop, "started_at": at}), trials, {})
    RunFolder.new(tmp_path, plan)
    (RunFolder.new(tmp_path, plan).path / "summary.json").write_text('{"of": "another version"}')
    assert [run.at.hour for run in past_runs(tmp_path, "shop")] == [7, 9]
