"""A set that proves nothing, or can't be passed, is refused before it costs time."""

import pytest

from domain.errors import ConfigurationError
from eval.precheck import precheck, refuse_unfit
from tests.unit.eval.doubles import sample


async def test_a_set_that_an_agent_passes_which_says_nothing_is_refused() -> None:
    easy = [sample("easy", outcome=["abstain", "answer"])]
    found = await precheck(easy)
    assert found.null_passed == ("easy",)
    with pytest.raises(ConfigurationError, match="says nothing"):
        refuse_unfit(easy, found, 1.0)


async def test_a_question_nobody_can_answer_may_stand_among_others() -> None:
    mixed = [sample("abstain", outcome=["abstain"]), *(sample(f"s{n}", must_include=[["15天"]]) for n in range(3))]
    found = await precheck(mixed)
    assert found.null_passed == ("abstain",)
    refuse_unfit(mixed, found, 1.0)
    with pytest.raises(ConfigurationError):
        refuse_unfit(mixed, found, 0.25)
    # A gate that lets everything through measures: it asks for no rate that silence could reach.
    refuse_unfit(mixed, found, 0.0)


async def test_an_agent_that_knows_the_expectation_passes_all_of_it() -> None:
    whole = sample(
        "whole",
        outcome=["approval"],
        must_include=[["可以随身携带", "不能"], ["15天"]],
        must_not_include=["可以随身携带"],
        source=["a.md"],
        tools=["get_order"],
        risk_topic=None,
        action={"name": "cancel_order", "args": {"order_no": "A1"}},
        intent=["cancel_order"],
        sentiment=[2],
        record={"category": "投诉", "products": ["帐篷"]},
        end_state={"orders": {"A1": {"status": "已取消"}}, "refunds": [{"amount": 1}], "coupons": []},
    )
    found = await precheck([whole])
    assert found.impossible == {}
    refuse_unfit([whole], found, 1.0)


async def test_expectations_that_contradict_each_other_are_told() -> None:
    torn = [sample("torn", must_include=[["15天"]], must_not_include=["十五天"])]
    found = await precheck(torn)
    assert "torn" in found.impossible
    with pytest.raises(ConfigurationError, match="torn"):
        refuse_unfit(torn, found, 1.0)
