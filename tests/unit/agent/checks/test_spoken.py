"""Violations said in passing are found, and ordinary replies that look like them are left alone."""

import pytest

from agent.checks.screening import screen
from domain.ids import ShopId
from domain.shop import Shop

SHOP = Shop(id=ShopId("unseen"))
SAID = (
    ("这个口感独一份，别处吃不到", "absolute_claim"), ("您找不到比我们便宜的", "absolute_claim"),
    ("坚持泡一周就不疼了", "medical_claim"), ("喝两盒断根", "medical_claim"), ("不用去开刀", "medical_claim"),
    ("催什么催", "abusive"), ("懒得跟你说", "abusive"), ("有你好看的", "abusive"),
    ("差价微信转我就行", "private_transfer"), ("包在我身上", "unbacked_promise"),
)  # fmt: skip
SOUND = (
    "您可以用微信支付。", "擦干后就可以收起来了。", "这款没有改善睡眠的作用，睡不好建议咨询医生。",
    "急的话可以选顺丰。",
    "运费在下单时付。", "这是我们店卖得较多的一款。", "您催单我已经看到，正在核实。", "配件需要另外购买。",
    "出了问题请在这里告诉我们，我们来核对。", "猪肉脯是独立包装。",
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_a_saying_is_found(text: str, kind: str) -> None:
    assert kind in {finding.type for finding in screen(text, SHOP).findings}


@pytest.mark.parametrize("text", SOUND)
def test_an_ordinary_reply_passes(text: str) -> None:
    assert screen(text, SHOP).findings == ()
