"""A wish for a person is heard in its own words; who asks when people are there, or whether one is, asks for none."""

import pytest

from agent.reasoning.triage.outright import wants_money_back, wants_person
from domain.intents import Intent


@pytest.mark.parametrize("text", ["转人工", "给我找个真人", "人工客服！", "不要机器人", "i want to talk to a human"])
def test_a_wish_for_a_person_is_heard(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text", ["人工客服几点上班", "周末有人工服务吗", "人工坐席休息吗", "包装是人工的吗", "手工还是机器做的"]
)
def test_a_question_about_people_is_no_wish_for_one(text: str) -> None:
    assert not wants_person(text)


def test_money_back_is_heard_by_intent_or_by_words_alone() -> None:
    assert wants_money_back("六千块的床退掉", Intent.RETURN_QUALITY)
    assert wants_money_back("全额退款", Intent.OTHER)
    assert not wants_money_back("六千块的床", Intent.PRODUCT_INFO)
