"""Courtesies are no violations: the agent's own sentences, and what people at work say a hundred times a day."""

import pytest

from agent.checks.screening import screen
from agent.reasoning.embedded.writing.frames import FRAMES
from domain.shop import Shop

SHOP = Shop(id="dengju", name="灯具铺")  # type: ignore[arg-type]
OWN = [text for wordings in FRAMES.values() for text in wordings.values() if text]


@pytest.mark.parametrize("text", OWN)
def test_the_agents_own_sentences_pass(text: str) -> None:
    assert not screen(text, SHOP, []).findings


@pytest.mark.parametrize(
    "text",
    [
        "不客气，有问题随时找我哦",
        "有任何疑问随时留言，我一直在",
        "嗯嗯，您放心，有事随时喊我",
        "辛苦您了，到货后有问题第一时间找我",
        "好的，我这边帮您核实一下，请稍等",
    ],
)
def test_what_people_say_all_day_passes(text: str) -> None:
    assert not screen(text, SHOP, []).findings
