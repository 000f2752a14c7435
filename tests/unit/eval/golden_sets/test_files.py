"""Golden files are read strictly, and what is wrong is named by sample and field."""

import json
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, InvalidInputError
from domain.intents import Outcome
from eval.golden_sets.files import read_golden_files

GOOD = "- {id: a, customer: null, turns: [在吗], expect: {outcome: [answer]}}\n"
GOLDEN = Path(__file__).parents[4] / "eval" / "golden"


def _write(folder: Path, text: str, name: str = "set.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_golden_sets_of_this_repository_keep_the_schema(path: Path) -> None:
    assert read_golden_files([path])


def test_yaml_and_jsonl_read_the_same(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "customer": None, "turns": ["在吗"], "expect": {"outcome": ["answer"]}})
    from_yaml = read_golden_files([_write(tmp_path, GOOD)])
    assert read_golden_files([_write(tmp_path, f"{line}\n\n", "set.jsonl")]) == from_yaml
    assert from_yaml[0].expect.outcome == (Outcome.ANSWER,)


def test_an_absent_risk_topic_is_not_judged_and_null_is(tmp_path: Path) -> None:
    null = GOOD.replace("[answer]}", "[answer], risk_topic: null}").replace("id: a", "id: b")
    absent, judged = read_golden_files([_write(tmp_path, GOOD + null)])
    assert not absent.expect.judges_risk
    assert judged.expect.judges_risk


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("outcome: [answer]", "outcome: [anwser]"), ["set.yaml", "sample 1 (a)", "expect.outcome[0]"]),
        (GOOD.replace("outcome: [answer]", "outcome: []"), ["expect.outcome"]),
        (GOOD.replace("turns", "turn"), ["turns: is missing", "turn: there is no such field"]),
        (GOOD.replace("[answer]}", "[answer], must_include: [不能]}"), ["expect.must_include[0]"]),
        (GOOD.replace("[answer]}", "[answer], tools: [get_orders]}"), ["expect.tools[0]"]),
        (GOOD.replace("[answer]}", "[answer], action: {name: refund}}"), ["expect.action.name"]),
        (GOOD.replace("customer: null", "customer: 3"), ["customer"]),
        (GOOD.replace("customer: null, ", ""), ["customer: is missing"]),
        (GOOD.replace("[在吗]", "[15]"), ["turns[0]"]),
        (GOOD + GOOD, ["sample 2 (a)", "taken already"]),
        (GOOD.replace("id: a,", "id: a, id: b,"), ["line 1", "id is given twice"]),
        ("id: a", ["must hold a list"]),
        ("- [", ["line"]),
        ("- 3", ["sample 1"]),
    ],
)
def test_a_wrong_sample_is_refused_by_name(tmp_path: Path, text: str, told: list[str]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_golden_files([_write(tmp_path, text)])
    assert all(part in str(refused.value) for part in told), str(refused.value)


def test_a_broken_line_of_jsonl_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="line 1"):
        read_golden_files([_write(tmp_path, "{", "set.jsonl")])


def test_an_id_is_unique_over_all_files_of_a_run(tmp_path: Path) -> None:
    paths = [_write(tmp_path, GOOD, name) for name in ("one.yaml", "two.yaml")]
    with pytest.raises(ConfigurationError, match=r"two\.yaml.*one\.yaml"):
        read_golden_files(paths)


@pytest.mark.parametrize("name", ["absent.yaml", "set.txt", "empty.yaml"])
def test_a_file_that_holds_no_samples_is_said(tmp_path: Path, name: str) -> None:
    _write(tmp_path, GOOD, "set.txt")
    _write(tmp_path, "[]", "empty.yaml")
    with pytest.raises(InvalidInputError):
        read_golden_files([tmp_path / name])
