"""Time, tokens and money are added up over the conversation; an endpoint's unknown outcome is judged as an answer."""

from domain.intents import Outcome
from eval.attempt import Attempt, Exchange
from eval.scorers.costs import costs
from eval.scorers.outcome import outcome
from tests.unit.eval.doubles import attempt, expectation

REPLY = attempt("好").result


def _talked(*turns: tuple[float, int]) -> Attempt:
    exchanges = tuple(
        Exchange(text="在吗", result=REPLY, seconds=seconds, trace={"draft": {"tokens": tokens}} if tokens else {})
        for seconds, tokens in turns
    )
    return attempt("好", exchanges=exchanges)


def test_seconds_are_of_all_turns_and_of_the_last() -> None:
    found = costs(_talked((0.5, 0), (0.25, 0)))
    assert found == {"agent seconds": 0.75, "last turn seconds": 0.25}


def test_tokens_have_a_price_only_where_one_is_named_and_only_where_there_are_any() -> None:
    assert costs(_talked((0.5, 300), (0.5, 200)))["tokens"] == 500
    assert "cost yuan" not in costs(_talked((0.5, 300)))
    assert costs(_talked((0.5, 300), (0.5, 200)), yuan_per_million=8.0)["cost yuan"] == 0.004
    assert "cost yuan" not in costs(_talked((0.5, 0)), yuan_per_million=8.0)


def test_approving_is_the_agents_work_too_and_counted_apart() -> None:
    assert costs(attempt("好", approval_seconds=0.2))["approval seconds"] == 0.2


def test_an_endpoint_that_only_returns_text_is_right_where_an_answer_is() -> None:
    unknown = attempt("好", Outcome.ANSWER, outcome_known=False)
    for wanted, passed in (("answer", True), ("tool_answer", True), ("handoff", False)):
        assert outcome(expectation(outcome=[wanted]), unknown).passed is passed
    assert outcome(expectation(outcome=["tool_answer"]), attempt("好", Outcome.ANSWER)).passed is False
