"""kefu golden calibrate and kefu eval --judge with a chat model double behind a real endpoint."""

import json
from pathlib import Path

import pytest
from llmock.pytest_plugin import LLMock

from backends.settings import Settings
from commands.evaluation.evaluate import evaluate
from commands.evaluation.options import EvalOptions
from commands.judging import calibrate_judge
from domain.errors import InvalidInputError
from eval.summary import Summary
from tests.integration.eval import teashop

RUBRIC = "name: 语气\ncriteria: [回复礼貌]\nmin_labels: 4\n"


def _verdicts(endpoint: LLMock, *verdicts: str) -> None:
    for verdict in verdicts:
        endpoint.reply(json.dumps({"verdict": verdict, "reason": "看语气", "quote": ""}, ensure_ascii=False))


def _files(folder: Path) -> tuple[Path, Path]:
    rubric, labels = folder / "rubric.yaml", folder / "labels.jsonl"
    rubric.write_text(RUBRIC, encoding="utf-8")
    lines = [{"turns": ["在吗"], "reply": "在的", "label": label} for label in ("pass", "pass", "fail", "fail")]
    labels.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return rubric, labels


async def test_a_calibrated_judge_has_its_say_and_what_it_mumbles_is_unscored(tmp_path: Path, llmock: LLMock) -> None:
    settings = await teashop.imported(tmp_path / "data")
    settings = settings.model_copy(update={"eval_llm_base_url": llmock.base_url(), "eval_llm_model": "test-double"})
    rubric, labels = _files(tmp_path)
    options = EvalOptions(
        [teashop.FOLDER / "golden.yaml"], "taoli", judge=rubric, as_json=True, runs=tmp_path / "runs", concurrency=1,
        tags=("policy", "usage"),
    )  # fmt: skip
    with pytest.raises(InvalidInputError, match="kefu golden calibrate"):
        await evaluate(settings, options)
    _verdicts(llmock, "pass", "pass", "fail", "fail")
    certificate, why = await calibrate_judge(settings, rubric, labels)
    assert (certificate.kappa, why) == (1.0, "")
    _verdicts(llmock, "pass", "fail")
    llmock.reply("我觉得不错")
    assert not await evaluate(settings, options)
    run = max((tmp_path / "runs").iterdir(), key=lambda folder: (folder / "summary.json").exists())
    summary = Summary.model_validate_json((run / "summary.json").read_bytes())
    told = sorted(line for verdict in summary.verdicts for line in verdict.complaints)
    assert told == ["judge: the judge's answer can't be read", "judge: 看语气"]
    assert {t.name: (t.passed, t.total) for t in summary.by_scorer}["judge"] == (1, 3)


async def test_a_judge_that_disagrees_with_people_is_told_and_stays_unusable(tmp_path: Path, llmock: LLMock) -> None:
    settings = Settings(
        data_dir=tmp_path, llm_api_key=None, eval_llm_base_url=llmock.base_url(), eval_llm_model="test-double"
    )
    _verdicts(llmock, "pass", "fail", "pass", "fail")
    certificate, why = await calibrate_judge(settings, *_files(tmp_path))
    assert certificate.kappa == 0.0
    assert "kappa 0.00" in why
