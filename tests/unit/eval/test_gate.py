"""The gate refuses what its file says, and never passes for want of something to judge."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ConfigurationError, InvalidInputError
from domain.intents import Outcome
from eval.attempt import Attempt
from eval.baseline import baseline_of, compare
from eval.gate import Gate, breaches, read_gate
from eval.metrics import RunFacts, summarise
from eval.records import Trial
from eval.runner import run_samples
from eval.summary import Summary
from tests.unit.eval.doubles import ScriptedSolver, attempt, sample

GOOD, BAD = attempt("好的"), attempt("请稍等", Outcome.CLARIFY)
FACTS = RunFacts("shop", ("set.yaml",), datetime(2026, 11, 20, tzinfo=UTC), 1.0, 0, 1)


async def _summary(*results: Attempt, tags: Sequence[str] = ("policy",)) -> Summary:
    samples = [sample(f"s{number}", *tags) for number in range(len(results))]
    script = {s.id: [result] for s, result in zip(samples, results, strict=True)}
    return summarise(samples, await run_samples(samples, ScriptedSolver(script)), FACTS)


def _rules(gate: dict[str, Any], summary: Summary) -> list[str]:
    return [breach.rule for breach in breaches(Gate.model_validate(gate), summary)]


@pytest.mark.parametrize(
    ("gate", "rules"),
    [
        ({}, ["min_pass"]),
        ({"min_pass": 0.5}, []),
        ({"min_pass": 0, "p0": ["s1"]}, ["p0"]),
        ({"min_pass": 0, "p0": ["policy"]}, ["p0"]),
        ({"min_pass": 0, "p0": ["s0", "order"]}, []),
        ({"min_pass": 0, "tags": {"policy": 0.6}}, ["tag policy"]),
        ({"min_pass": 0, "tags": {"policy": 0.5}}, []),
        ({"min_pass": 0, "tags": {"misspelt": 0.1}}, ["tag misspelt"]),
        ({"min_pass": 0, "scorers": {"outcome": 1.0}}, ["scorer outcome"]),
        ({"min_pass": 0, "scorers": {"ai_label": 1.0}}, []),
        ({"min_pass": 0, "scorers": {"judge": 0.5}}, ["scorer judge"]),
        ({"min_pass": 0, "measures": {"agent seconds": {"p95_at_most": 0.4}}}, ["measure agent seconds"]),
        ({"min_pass": 0, "measures": {"agent seconds": {"p95_at_most": 0.6, "mean_at_most": 0.5}}}, []),
        ({"min_pass": 0, "measures": {"agent seconds": {"mean_at_least": 0.6}}}, ["measure agent seconds"]),
        ({"min_pass": 0, "measures": {"tokens": {"total_at_most": 1}}}, ["measure tokens"]),
    ],
)
async def test_each_threshold_holds_or_is_told(gate: dict[str, Any], rules: list[str]) -> None:
    assert _rules(gate, await _summary(GOOD, BAD)) == rules


async def test_a_breach_names_its_samples() -> None:
    found = breaches(Gate(min_pass=0, tags={"policy": 1.0}), await _summary(GOOD, BAD))
    assert found[0].samples == ("s1",)


async def test_a_change_for_the_worse_that_is_no_chance_is_refused() -> None:
    before, after = await _summary(*[GOOD] * 6), await _summary(*[BAD] * 6)
    worse = after.model_copy(update={"comparison": compare(baseline_of(before), after)})
    assert _rules({"min_pass": 0}, worse) == ["significant"]
    assert _rules({"min_pass": 0, "max_broken": 5}, worse) == ["max_broken"]
    better = before.model_copy(update={"comparison": compare(baseline_of(after), before)})
    assert _rules({"min_pass": 0}, better) == []
    one = await _summary(*[GOOD] * 5, BAD)
    by_chance = one.model_copy(update={"comparison": compare(baseline_of(before), one)})
    assert _rules({"min_pass": 0}, by_chance) == []
    assert _rules({"min_pass": 0, "max_broken": 0}, by_chance) == ["max_broken"]


def test_a_p0_sample_that_could_not_be_judged_is_no_pass_and_too_many_of_them_are_no_run() -> None:
    samples = [sample("s0", "p0")]
    cancelled = Trial(sample="s0", trial=1, seconds=0.0, cancelled="the chat model is down")
    summary = summarise(samples, [cancelled], FACTS)
    assert _rules({"min_pass": 0}, summary) == ["p0", "samples", "max_cancelled"]


def test_a_gate_file_is_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "gate.yaml"
    file.write_text("min_pass: 0.9\nmeasures:\n  agent seconds: {p95_at_most: 3}\n", encoding="utf-8")
    assert read_gate(file).measures["agent seconds"].p95_at_most == 3
    for wrong in ("min_pass: 2", "minpass: 1", "- a", "min_pass: 1\nmin_pass: 0.5", "a: ["):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(ConfigurationError, match=r"gate\.yaml"):
            read_gate(file)
    with pytest.raises(InvalidInputError):
        read_gate(tmp_path / "none.yaml")
