"""What shows only over several messages: the same question again, and anger that rises."""

import re
from collections.abc import Callable, Sequence

from domain.analysis import Line
from domain.intents import Speaker

SAME = 0.7
"""Share of common character pairs from which two messages are one question."""
TIMES = 3
"""The third time the same is asked, the answers did not help."""
SHORTEST = 4
"""Characters; 好的 and 在吗 are said often and ask nothing."""
ANGRY = 0.3
"""Displeasure that is no matter for people by itself, and is one where it has risen."""
RISE = 0.15
"""How much more than in the messages before."""
_LOOKED_AT = 3
"""Earlier messages of the customer."""
_FILLING = re.compile(r"[\W_]|[吗呢啊呀吧嘛哦哈了么]")


def is_repeated(text: str, history: Sequence[Line]) -> bool:
    """Whether the customer asks the same for the third time, with an answer of ours in between."""
    asked = _pairs(text)
    if len(_FILLING.sub("", text)) < SHORTEST or not asked:
        return False
    times, answered = 1, False
    for line in reversed(history):
        if line.speaker is not Speaker.CUSTOMER:
            answered = True
        elif answered and _alike(asked, _pairs(line.text)):
            times, answered = times + 1, False
    return times >= TIMES


def is_rising(now: float, history: Sequence[Line], displeasure: Callable[[str], float]) -> bool:
    """Whether the customer grows angrier.

    Args:
        now: Displeasure of the message at hand, 0-1.
        history: Earlier messages, oldest first.
        displeasure: Reads that of an earlier one.
    """
    if now < ANGRY:
        return False
    earlier = [displeasure(line.text) for line in history if line.speaker is Speaker.CUSTOMER][-_LOOKED_AT:]
    return bool(earlier) and now - sum(earlier) / len(earlier) >= RISE


def _pairs(text: str) -> set[str]:
    plain = _FILLING.sub("", text.lower())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(other) and 2 * len(one & other) / (len(one) + len(other)) >= SAME
