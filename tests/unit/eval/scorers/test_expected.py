"""Reading, record, end state and measures: right, wrong and borderline."""

from typing import Any

import pytest

from domain.analysis import Analysis, IntentScore
from domain.copilot import Record
from domain.intents import Intent
from eval.attempt import Attempt, EndState, Exchange
from eval.scorers import measures_of
from eval.scorers.end_state import end_state
from eval.scorers.intent import intent
from eval.scorers.record import record
from eval.scorers.retrieval import retrieval
from eval.scorers.sentiment import sentiment
from tests.unit.eval.doubles import attempt, expectation


def _read(name: Intent, mood: int = 3) -> Attempt:
    got = attempt()
    analysis = Analysis(intents=(IntentScore(name=name, confidence=0.9),), sentiment=mood)
    return got.model_copy(update={"result": got.result.model_copy(update={"analysis": analysis})})


@pytest.mark.parametrize(
    ("got", "passed"),
    [
        (_read(Intent.EXCHANGE), True),
        (_read(Intent.RETURN_QUALITY), True),
        (_read(Intent.CHITCHAT), False),
        (attempt(analysed=False), None),
    ],
)
def test_any_listed_intent_is_right_and_an_unknown_one_is_unscored(got: Attempt, passed: bool | None) -> None:
    score = intent(expectation(intent=["exchange", "return_quality"]), got)
    assert score is not None
    assert score.passed is passed


@pytest.mark.parametrize(("mood", "passed"), [(1, True), (2, True), (3, False), (5, False)])
def test_the_mood_has_to_be_one_of_the_listed(mood: int, passed: bool) -> None:
    score = sentiment(expectation(sentiment=[1, 2]), _read(Intent.COMPLAINT, mood))
    assert score is not None
    assert score.passed is passed


WANTED = {"category": "售后退换", "products": ["帐篷"], "order_nos": ["A1"], "quantity": 2, "needs_follow_up": True}
GOT = Record(category="售后退换", products=("帐篷", "地垫"), order_nos=("A1",), quantity=2, needs_follow_up=True)


@pytest.mark.parametrize(
    ("got", "passed"),
    [
        (GOT, True),
        (GOT.model_copy(update={"category": "投诉"}), False),
        (GOT.model_copy(update={"products": ("地垫",)}), False),
        (GOT.model_copy(update={"quantity": None}), False),
        (None, None),
    ],
)
def test_the_record_holds_what_is_expected_and_may_hold_more(got: Record | None, passed: bool | None) -> None:
    score = record(expectation(record=WANTED), attempt(record=got))
    assert score is not None
    assert score.passed is passed


BEFORE = {"orders": {"A1": {"status": "待发货", "extra": {"gift": "无"}}}, "refunds": {"R0": {"amount": 1}}}


def _after(orders: dict[str, Any], refunds: dict[str, Any]) -> EndState:
    after = {"orders": orders, "refunds": {"R0": {"amount": 1}, **refunds}}
    return EndState.model_validate({"untouched": True, "before": BEFORE, "after": after})


CANCELLED = {"A1": {"status": "已取消", "extra": {"gift": "无"}}}
REFUND = {"R1": {"amount": 2800, "type": "退款", "order_no": "A1"}}
STATE = {"orders": {"A1": {"status": "已取消", "gift": "无"}}, "refunds": [{"amount": 2800}]}


@pytest.mark.parametrize(
    ("state", "passed"),
    [
        (_after(CANCELLED, REFUND), True),
        (_after({"A1": {"status": "待发货", "extra": {"gift": "无"}}}, REFUND), False),
        (_after(CANCELLED, {}), False),
        (_after(CANCELLED, {"R1": {"amount": 280}}), False),
        (_after(CANCELLED, {**REFUND, "R2": {"amount": 1}}), False),
        (_after({}, REFUND), False),
        (None, None),
    ],
)
def test_the_order_store_holds_what_it_has_to_and_nothing_new_beside_it(
    state: EndState | None, passed: bool | None
) -> None:
    score = end_state(expectation(end_state=STATE), attempt(end_state=state))
    assert score is not None
    assert score.passed is passed


def test_no_new_case_can_be_expected() -> None:
    nothing = expectation(end_state={"refunds": []})
    assert end_state(nothing, attempt(end_state=_after({}, {}))).passed is True  # type: ignore[union-attr]
    assert end_state(nothing, attempt(end_state=_after({}, REFUND))).passed is False  # type: ignore[union-attr]


def _ranked(*documents: str) -> Attempt:
    return attempt(trace={"passages": [{"document": name} for name in documents]})


@pytest.mark.parametrize(
    ("documents", "recall", "rank"),
    [
        (("a.md", "x.md"), 1.0, 1.0),
        (("x.md", "x.md", "a.md"), 1.0, 0.5),
        (("x.md", "b.md", "a.md"), 1.0, 0.5),
        (("1", "2", "3", "4", "5", "a.md"), 0.0, 1 / 6),
        (("x.md",), 0.0, 0.0),
    ],
)
def test_retrieval_is_measured_over_documents_and_any_source_is_enough(
    documents: tuple[str, ...], recall: float, rank: float
) -> None:
    found = retrieval(expectation(source=["a.md", "b.md"]), _ranked(*documents))
    assert found["retrieval R@5"] == pytest.approx(recall)
    assert found["retrieval RR"] == pytest.approx(rank)
    assert (found["retrieval nDCG@10"] > 0) == (rank > 0)


def test_retrieval_without_a_source_or_a_search_is_not_measured() -> None:
    assert retrieval(expectation(), _ranked("a.md")) == {}
    assert retrieval(expectation(source=["a.md"]), attempt()) == {}


def test_time_tokens_and_money_are_those_of_the_whole_conversation() -> None:
    one = attempt().exchanges[0]
    turns = (
        Exchange(text="1", result=one.result, seconds=0.5, trace={"draft": {"tokens": 300}}),
        Exchange(text="2", result=one.result, seconds=1.5, trace={"draft": {"tokens": 700}}),
    )
    found = measures_of(expectation(), attempt(exchanges=turns), yuan_per_million=2.0)
    assert found == {"agent seconds": 2.0, "last turn seconds": 1.5, "tokens": 1000.0, "cost yuan": 0.002}
    assert "tokens" not in measures_of(expectation(), attempt())
