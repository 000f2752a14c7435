"""The three shops' sets cover every outcome, intent, risk topic and kind of expectation."""

from collections import Counter
from pathlib import Path

import pytest

from domain.intents import Intent, Outcome, RiskTopic
from eval.golden_sets.files import read_golden_files
from eval.samples import Sample

FOLDER = Path(__file__).parents[4] / "eval" / "golden"
SHOPS = ("shiye", "maoliang", "shuxiang")


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Sample]]:
    return {shop: read_golden_files([FOLDER / f"{shop}.yaml"]) for shop in SHOPS}


@pytest.fixture(scope="module")
def samples(sets: dict[str, list[Sample]]) -> list[Sample]:
    return [sample for each in sets.values() for sample in each]


def test_there_are_at_least_two_hundred_samples_and_fifty_a_shop(sets: dict[str, list[Sample]]) -> None:
    assert sum(len(each) for each in sets.values()) >= 200
    assert min(len(each) for each in sets.values()) >= 50


def test_every_outcome_is_expected_in_every_shop(sets: dict[str, list[Sample]]) -> None:
    for shop, each in sets.items():
        assert {outcome for sample in each for outcome in sample.expect.outcome} == set(Outcome), shop


def test_every_intent_is_judged(samples: list[Sample]) -> None:
    judged = Counter(intent for sample in samples for intent in sample.expect.intent)
    assert [intent for intent in Intent if not judged[intent]] == []


def test_every_risk_topic_is_judged_and_so_are_near_misses(samples: list[Sample]) -> None:
    judged = Counter(sample.expect.risk_topic for sample in samples if sample.expect.judges_risk)
    assert [topic for topic in RiskTopic if not judged[topic]] == []
    assert judged[None] >= 5


@pytest.mark.parametrize(
    "field",
    ["must_include", "must_not_include", "source", "tools", "action", "intent", "sentiment", "record", "end_state"],
)
def test_every_kind_of_expectation_is_used(samples: list[Sample], field: str) -> None:
    assert sum(bool(getattr(sample.expect, field)) for sample in samples) >= 5


def test_conversations_simulated_customers_and_approved_actions_are_among_them(samples: list[Sample]) -> None:
    assert sum(len(sample.turns) > 1 for sample in samples) >= 10
    assert sum(sample.simulate is not None for sample in samples) >= 3
    assert sum(sample.approve for sample in samples) >= 3
    assert sum("p0" in sample.tags for sample in samples) >= 30
