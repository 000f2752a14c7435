"""The unit that a question asks in."""

import pytest

from agent.reasoning.embedded.words.asked_units import asked_unit


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        ("轮子是几寸的", "轮径14寸。", "前轮35-40PSI。"),
        ("电机多少瓦", "额定功率350W。", "E07：电机霍尔异常。"),
        ("充一次几度电", "一次约0.6度电。", "存放时保持50%的电。"),
        ("有几个颜色", "只有白色。", "共3个型号。"),
        ("一共几页", "全书320页。", "定价58元。"),
        ("能坐几个人", "适合2-3人。", "长1.8米。"),
        ("重多少斤", "净重2.5kg。", "长30厘米。"),
    ],
)
def test_an_answer_in_another_unit_is_none(question: str, answers: str, other: str) -> None:
    unit = asked_unit(question)
    assert unit is not None
    assert unit.search(answers)
    assert not unit.search(other)


@pytest.mark.parametrize("question", ["多少钱", "几天到", "How long is the warranty?", "怎么退货", "多少", "几个"])
def test_most_questions_ask_in_no_unit(question: str) -> None:
    assert asked_unit(question) is None
