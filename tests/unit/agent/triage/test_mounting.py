"""The same question for the third time, and anger that rises, are seen over several messages."""

from agent.reasoning.triage.mounting import is_repeated, is_rising
from domain.analysis import Line
from domain.intents import Speaker


def talk(*said: str) -> list[Line]:
    """Customer and bot in turn."""
    return [Line(speaker=Speaker.BOT if i % 2 else Speaker.CUSTOMER, text=text) for i, text in enumerate(said)]


def test_the_third_time_with_answers_between_is_a_repetition() -> None:
    asked = talk("这个怎么安装", "请看说明书。", "怎么安装这个呢", "请看说明书。")
    assert is_repeated("这个怎么安装啊", asked)
    assert not is_repeated("这个怎么安装啊", asked[:2])


def test_three_messages_in_a_row_or_short_words_are_none() -> None:
    burst = [Line(speaker=Speaker.CUSTOMER, text="这个怎么安装")] * 3
    assert not is_repeated("这个怎么安装", burst)
    assert not is_repeated("好的", talk("好的", "嗯。", "好的", "嗯。"))


def test_anger_has_to_be_there_and_to_have_grown() -> None:
    calm = talk("你好", "您好", "怎么还没到", "在路上")
    levels = {"你好": 0.0, "怎么还没到": 0.1}
    assert is_rising(0.4, calm, levels.__getitem__)
    assert not is_rising(0.2, calm, levels.__getitem__)
    assert not is_rising(0.4, [], levels.__getitem__)
    assert not is_rising(0.4, talk("早烦了", "。"), lambda _: 0.35)
