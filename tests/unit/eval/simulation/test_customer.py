"""A simulated customer by code: tells what is asked for, once, and stops when content or out of patience."""

import pytest

from domain.intents import Outcome
from eval.simulation.customer import next_words
from tests.unit.eval.simulation.scripts import ORDER, said, script


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("请问订单号是多少？", "TL2026111801"),
        ("请问是哪一单？", "TL2026111801"),
        ("单子上写的什么？", "紫砂壶那个"),
        ("您的手机号是多少？", "这个我不清楚"),
    ],
)
async def test_the_fact_that_is_asked_for_is_told_and_no_other(reply: str, words: str) -> None:
    assert await next_words(script(), said(("想退货", reply))) == words


async def test_what_was_told_is_only_repeated_as_such() -> None:
    told = said(("想退货", "订单号呢？"), ("TL2026111801", "请提供订单号"))
    assert await next_words(script(facts=[ORDER]), told) == "刚才说过了：TL2026111801"


async def test_the_customer_stops_when_content_or_out_of_patience() -> None:
    assert await next_words(script(), said(("想退货", "已提交"), outcome=Outcome.APPROVAL)) is None
    tired = said(("想退货", "手机号呢？"), ("这个我不清楚", "手机号呢？"))
    assert await next_words(script(max_turns=1), tired) is None
    assert await next_words(script(max_turns=2), tired) == "这个我不清楚"
    plain = script().model_copy(update={"simulate": None})
    assert await next_words(plain, said(("想退货", "订单号呢？"))) is None
