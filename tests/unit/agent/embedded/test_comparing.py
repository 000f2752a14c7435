"""The customer's figure beside the rule's limit."""

import pytest

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.writing.comparing import compared
from tests.unit.agent.embedded.requests import passage


def a_unit(rule: str) -> Unit:
    return Unit(rule, passage(rule), "sentence", 0, 0)


@pytest.mark.parametrize(
    ("asked", "rule", "said"),
    [
        ("下午5点付款今天发吗", "现货每天17:30前付款当天发顺丰。", "下午5点在17:30之前，"),
        ("晚上七点半下单今天能发吗", "每天16点前付款当天发出。", "晚上7点半已经过了16点，"),
        ("签收10天了还能退吗", "自签收次日起7天内可退。", "10天超过了7天，"),
        ("买了十天能退吗", "签收后十五日内可以申请退货。", "10天在15日以内，"),
        ("买80块的包邮吗", "满99元包邮。", "80块还不到99元，"),
        ("5岁的小孩能玩吗", "适合3岁以上儿童。", "5岁已满3岁，"),
        ("8天了能退吗", "超过7天不予退货。", "8天超过了7天，"),
        ("6天了能退吗", "超过7天不予退货。", "6天没有超过7天，"),
        ("16岁能买吗", "未满18周岁不能购买。", "16岁还不到18周岁，"),
        ("3岁能玩吗", "适合3岁以上儿童。", "已满3岁，"),
    ],
)
def test_the_side_of_the_limit_is_told(asked: str, rule: str, said: str) -> None:
    found = compared(Question(asked, (), answer_types(asked)), a_unit(rule))
    assert found is not None
    assert found.text == said


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("6点付款今天发吗", "17:30前付款当天发。"),
        ("几天内能退", "7天内可退。"),
        ("10天能退吗", "7天内可退，质量问题15天内可换。"),
        ("一次买3件能便宜吗", "满99元包邮。"),
        ("今天能发吗", "16点前付款当天发。"),
    ],
)
def test_nothing_is_told_where_it_is_not_certain(asked: str, rule: str) -> None:
    assert compared(Question(asked, (), answer_types(asked)), a_unit(rule)) is None
