"""Whether goods suit a group may be read out of a document; a case of somebody's own never."""

import pytest

from agent.reasoning.triage.suitability import asks_suitability, settles

GENERAL = (
    "孕妇能吃吗", "糖尿病人可以喝么", "哺乳期能用不", "这款高血压患者能吃吗", "敏感肌适合吗", "儿童可以用吗",
    "请问老人能不能坐",
    "我想问孕妇能吃吗", "is it safe for pregnant women", "can kids use it",
)  # fmt: skip
OWN = (
    "我怀孕五周能吃吗", "我妈糖尿病，能喝吗", "在吃降压药的老人能一起吃吗", "孕妇吃了头晕能继续吃吗",
    "糖尿病人一天吃几粒可以",
    "宝宝过敏起红疹了能涂吗", "刚做完心脏支架手术能用吗", "i'm pregnant, can i use it", "孩子误食了能催吐吗",
)  # fmt: skip
NO_GROUP = ("这个能吃吗", "可以退吗", "孕妇枕多少钱")


@pytest.mark.parametrize("text", GENERAL)
def test_a_question_of_nobody_in_particular_may_be_documented(text: str) -> None:
    assert asks_suitability(text)


@pytest.mark.parametrize("text", [*OWN, *NO_GROUP])
def test_a_case_of_ones_own_a_symptom_a_dose_may_not(text: str) -> None:
    assert not asks_suitability(text)


@pytest.mark.parametrize(
    ("question", "quote", "settled"),
    [
        ("孕妇能吃吗", "孕期及哺乳期不建议食用。", True),
        ("孕妇能吃吗", "老人和儿童可以食用。", False),
        ("孕妇和糖尿病人能吃吗", "孕妇可以适量食用。", False),
        ("孕妇和糖尿病人能吃吗", "孕妇、血糖偏高者请勿食用。", True),
        ("小朋友能用吗", "三岁以下婴幼儿不宜使用。", True),
    ],
)
def test_only_a_quote_about_every_group_settles_it(question: str, quote: str, settled: bool) -> None:
    assert settles(question, (quote,)) is settled
