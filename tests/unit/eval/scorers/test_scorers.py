"""Every scorer on right, wrong and borderline replies."""

from typing import Any

import pytest

from domain.intents import Outcome, RiskTopic
from eval.attempt import Attempt
from eval.score import Score, Scorer
from eval.scorers.action import action
from eval.scorers.end_state import end_state
from eval.scorers.intent import intent
from eval.scorers.must_include import must_include
from eval.scorers.must_not_include import must_not_include
from eval.scorers.outcome import outcome
from eval.scorers.record import record
from eval.scorers.risk_topic import risk_topic
from eval.scorers.sentiment import sentiment
from eval.scorers.source import source
from eval.scorers.tools import tools
from tests.unit.eval.doubles import attempt, expectation

CANCEL = {"name": "cancel_order", "args": {"order_no": "A1"}}


def _passed(scorer: Scorer, expected: dict[str, Any], got: Attempt) -> bool | None:
    score = scorer(expectation(**expected), got)
    assert isinstance(score, Score)
    assert score.passed is True or score.explanation
    return score.passed


@pytest.mark.parametrize(
    "scorer",
    [must_include, must_not_include, source, tools, risk_topic, action, intent, sentiment, record, end_state],
)
def test_what_is_not_expected_is_not_judged(scorer: Scorer) -> None:
    assert scorer(expectation(), attempt()) is None


@pytest.mark.parametrize(("got", "passed"), [(Outcome.ANSWER, True), (Outcome.CLARIFY, True), (Outcome.HANDOFF, False)])
def test_any_listed_outcome_is_right(got: Outcome, passed: bool) -> None:
    assert _passed(outcome, {"outcome": ["answer", "clarify"]}, attempt(outcome=got)) is passed


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("签收十五天内可以退", True),
        ("签收15天内吊牌在就可以退", True),
        ("15天内支持", False),
        ("签收25天内可以退", False),
        ("", False),
    ],
)
def test_every_group_needs_one_alternative(text: str, passed: bool) -> None:
    groups = {"must_include": [["15天"], ["可以退", "能退"]]}
    assert _passed(must_include, groups, attempt(text)) is passed


def test_a_fact_that_only_the_quote_holds_is_not_said() -> None:
    assert _passed(must_include, {"must_include": [["15天"]]}, attempt("请看原文", cites={"a.md": "15天"})) is False


@pytest.mark.parametrize(
    ("got", "passed"),
    [
        (attempt("15天内可退"), True),
        (attempt("5天内可退"), False),
        (attempt("15天内可退", cites={"a.md": "旧规则是五天"}), False),
    ],
)
def test_a_defect_is_found_in_reply_and_quote(got: Attempt, passed: bool) -> None:
    assert _passed(must_not_include, {"must_not_include": ["5天"]}, got) is passed


@pytest.mark.parametrize(
    ("cites", "passed"),
    [({"b.md": "…"}, True), ({"b.md": "…", "c.md": "…"}, True), ({"c.md": "…"}, False), ({}, False)],
)
def test_one_of_the_sources_has_to_be_cited(cites: dict[str, str], passed: bool) -> None:
    assert _passed(source, {"source": ["a.md", "b.md"]}, attempt(cites=cites)) is passed


@pytest.mark.parametrize(
    ("ran", "passed"),
    [
        (frozenset({"get_order", "track_shipment"}), True),
        (frozenset({"track_shipment"}), False),
        (frozenset[str](), False),
        (None, None),
    ],
)
def test_every_listed_tool_has_to_have_run_and_unknown_is_unscored(
    ran: frozenset[str] | None, passed: bool | None
) -> None:
    assert _passed(tools, {"tools": ["get_order"]}, attempt(tools=ran)) is passed


@pytest.mark.parametrize(
    ("wanted", "found", "passed"),
    [
        ("privacy", RiskTopic.PRIVACY, True),
        ("privacy", RiskTopic.LEGAL_MEDIA, False),
        ("privacy", None, False),
        (None, None, True),
        (None, RiskTopic.PRIVACY, False),
    ],
)
def test_the_risk_topic_has_to_be_the_one_or_none(wanted: str | None, found: RiskTopic | None, passed: bool) -> None:
    assert _passed(risk_topic, {"risk_topic": wanted}, attempt(risk=found)) is passed


def test_a_risk_topic_that_is_not_shown_is_unscored() -> None:
    assert _passed(risk_topic, {"risk_topic": None}, attempt(analysed=False)) is None


@pytest.mark.parametrize(
    ("actions", "passed"),
    [
        ({"cancel_order": {"order_no": "A1", "reason": "…"}}, True),
        ({"cancel_order": {"order_no": "A2"}}, False),
        ({"cancel_order": {}}, False),
        ({"create_refund": {"order_no": "A1"}}, False),
        ({}, False),
    ],
)
def test_the_action_has_to_be_proposed_with_these_arguments(actions: dict[str, Any], passed: bool) -> None:
    assert _passed(action, {"action": CANCEL}, attempt(actions=actions)) is passed
