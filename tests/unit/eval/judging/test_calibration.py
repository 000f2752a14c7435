"""A judge is used only as the one that was compared with people, and only where it agrees with them."""

import json
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, InvalidInputError
from eval.judging.calibration import Calibration, Labelled, calibrate, read_labels
from eval.judging.certificate import certificate_of, require_calibrated, write_certificate
from eval.judging.judge import Judge
from eval.judging.rubric import Rubric, read_rubric
from tests.unit.agent.llm.doubles import ScriptedChat

RUBRIC = "name: 语气\ncriteria: [回复礼貌]\nmin_labels: 4\n"


def _by_the_first_sign(prompt: str) -> str:
    """Passes replies with 亲, mumbles over those with ？."""
    reply = prompt.split("【待判断的回复】")[1].splitlines()[1]
    if "？" in reply:
        return "说不好"
    verdict = "pass" if "亲" in reply else "fail"
    return json.dumps({"verdict": verdict, "reason": "看称呼", "quote": ""}, ensure_ascii=False)


def _labels(*pairs: tuple[str, str]) -> list[Labelled]:
    return [Labelled.model_validate({"turns": ["在吗"], "reply": reply, "label": label}) for reply, label in pairs]


def _judge(rubric: Path, name: str = "test-double") -> Judge:
    return Judge(ScriptedChat(_by_the_first_sign), read_rubric(rubric), name)


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    file = tmp_path / "rubric.yaml"
    file.write_text(RUBRIC, encoding="utf-8")
    return file


GOOD = _labels(("亲，可以", "pass"), ("亲，在的", "pass"), ("不行", "fail"), ("自己看", "fail"))


async def test_agreement_and_kappa_are_counted_and_the_unscored_apart(rubric: Path) -> None:
    mixed = [*GOOD, *_labels(("亲，滚", "fail"), ("您好，可以", "pass"), ("亲？", "pass"))]
    found = await calibrate(_judge(rubric), mixed)
    counts = (found.both_pass, found.both_fail, found.judge_milder, found.judge_stricter, found.unscored)
    assert counts == (2, 2, 1, 1, 1)
    assert found.agreement == pytest.approx(4 / 6)
    # Chance agrees on half of them: (4/6 - 1/2) / (1 - 1/2).
    assert found.kappa == pytest.approx(1 / 3)


def test_kappa_knows_a_judge_that_passes_everything() -> None:
    """Cohen's example of agreement that is all chance."""
    assert Calibration(labels=10, unscored=0, both_pass=9, judge_milder=1).kappa == 0.0
    assert Calibration(labels=4, unscored=4).kappa == 0.0


async def test_a_judge_that_agrees_with_people_may_judge(rubric: Path) -> None:
    judge = _judge(rubric)
    write_certificate(rubric, certificate_of(judge, await calibrate(judge, GOOD)))
    assert require_calibrated(rubric, judge).kappa == 1.0


async def test_a_judge_that_was_never_compared_or_is_another_now_may_not(rubric: Path) -> None:
    judge = _judge(rubric)
    with pytest.raises(InvalidInputError, match="kefu golden calibrate"):
        require_calibrated(rubric, judge)
    write_certificate(rubric, certificate_of(judge, await calibrate(judge, GOOD)))
    with pytest.raises(InvalidInputError, match="another-model"):
        require_calibrated(rubric, _judge(rubric, "another-model"))
    other = Judge(ScriptedChat(_by_the_first_sign), Rubric(name="语气", criteria=("回复简短",)), "test-double")
    with pytest.raises(InvalidInputError, match="was calibrated as"):
        require_calibrated(rubric, other)


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (GOOD[:3], "on 3 replies"),
        ([*GOOD[:3], *_labels(("亲？", "pass"))], "on 3 replies"),
        ([*GOOD[:2], *_labels(("不行", "pass"), ("亲，滚", "fail"))], "kappa"),
    ],
    ids=["too few", "too few that could be read", "disagrees"],
)
async def test_a_judge_that_agrees_too_little_may_not(rubric: Path, labels: list[Labelled], told: str) -> None:
    judge = _judge(rubric)
    write_certificate(rubric, certificate_of(judge, await calibrate(judge, labels)))
    with pytest.raises(ConfigurationError, match=told):
        require_calibrated(rubric, judge)


@pytest.mark.parametrize("wrong", ["", "name: x", "name: x\ncriteria: []", "name: x\ncriterion: [a]", "a: [", "- x"])
def test_a_rubric_that_says_something_else_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "rubric.yaml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"rubric\.yaml"):
        read_rubric(file)
    with pytest.raises(InvalidInputError):
        read_rubric(tmp_path / "none.yaml")


def test_labels_are_read_strictly_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    line = json.dumps({"turns": ["在吗"], "reply": "亲", "label": "pass"}, ensure_ascii=False)
    file.write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    assert len(read_labels(file)) == 2
    for wrong in ('{"reply": "亲", "label": "pass"}', "{", '{"turns": ["a"], "reply": "b", "label": "good"}'):
        file.write_text(f"{line}\n{wrong}\n", encoding="utf-8")
        with pytest.raises(ConfigurationError, match="line 2"):
            read_labels(file)
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(InvalidInputError):
        read_labels(file)


def test_the_rubric_of_this_repository_can_be_read() -> None:
    shipped = read_rubric(Path(__file__).parents[4] / "eval" / "rubrics" / "answers.yaml")
    assert isinstance(shipped, Rubric)
    assert len(shipped.criteria) >= 3
