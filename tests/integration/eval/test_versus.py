"""kefu compare: the same samples under two settings, compared in pairs."""

import json
from pathlib import Path

import pytest

from backends.settings import Settings
from commands.evaluation.options import EvalOptions
from commands.evaluation.versus import compare_settings, verdict_of
from domain.errors import InvalidInputError
from eval.summary import Comparison, Flip, Summary
from tests.integration.eval import teashop


def _flips(broken: int, fixed: int, p: float) -> Comparison:
    flips = [Flip(sample=f"b{n}", kind="broken") for n in range(broken)]
    flips += [Flip(sample=f"f{n}", kind="fixed") for n in range(fixed)]
    return Comparison(flips=tuple(flips), common=20, p_value=p)


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        (_flips(0, 6, 0.03), "B is better"),
        (_flips(6, 0, 0.03), "B is worse"),
        (_flips(0, 5, 0.06), "no difference shown"),
        (_flips(0, 0, 1.0), "no difference shown"),
    ],
)
def test_only_what_is_more_than_chance_is_a_verdict(comparison: Comparison, verdict: str) -> None:
    assert verdict_of(comparison) == verdict


async def test_two_settings_are_compared_sample_by_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = await teashop.imported(tmp_path / "data")
    runs = tmp_path / "runs"
    options = EvalOptions([teashop.FOLDER / "golden.yaml"], "taoli", runs=runs, as_json=True, tags=("policy",))
    # Nobody listens there, so that the embedded reasoner answers: the very same replies.
    down = ("KEFU_LLM_BASE_URL=http://127.0.0.1:9", "KEFU_LLM_MODEL=test-double")
    assert await compare_settings(settings, options, (), down) == "no difference shown"
    printed = json.loads(capsys.readouterr().out)
    assert printed["a"]["settings"] == {}
    assert printed["b"]["settings"]["KEFU_LLM_MODEL"] == "test-double"
    assert printed["a"]["passed"] == printed["b"]["passed"] == printed["comparison"]["common"] == 2
    assert {shift["name"] for shift in printed["comparison"]["shifts"]} >= {"agent seconds", "retrieval RR"}
    summaries = [Summary.model_validate_json((run / "summary.json").read_bytes()) for run in sorted(runs.iterdir())]
    assert [summary.comparison is not None for summary in summaries] == [False, True]


async def test_a_setting_that_there_is_not_is_told(tmp_path: Path) -> None:
    options = EvalOptions([teashop.FOLDER / "golden.yaml"], "taoli", runs=tmp_path / "runs", as_json=True)
    with pytest.raises(InvalidInputError, match="KEFU_COLOUR"):
        await compare_settings(Settings(data_dir=tmp_path), options, ("KEFU_COLOUR=red",), ())
