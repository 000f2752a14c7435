"""What is read from a customer's words."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.reasoning.entities import extract_entities
from domain.analysis import Entities, Line
from domain.clock import CHINA
from domain.intents import Speaker

NOW = datetime(2026, 11, 20, 10, tzinfo=CHINA)
GOODS = frozenset(
    [
        "冻干鸡肉猫粮",
        "剑麻猫抓板",
        "松木书柜",
        "护眼台灯",
        "云朵枕",
        "正山小种",
        "退换货政策",
        "运费说明",
        "型号",
        "三、质量问题",
    ]
)


def read(text: str, *history: str) -> Entities:
    lines = [Line(speaker=Speaker.CUSTOMER, text=earlier) for earlier in history]
    return extract_entities(text, lines, GOODS, NOW)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("订单号 AB 2026 1118 001 发货没", ("AB20261118001",)),
        ("ＤＤ２０２６１１１８００１查一下", ("DD20261118001",)),
        ("单号是88123456789012，帮忙看看", ("88123456789012",)),
        ("我的订单：4021-8837-5512-0091 到哪了", ("4021883755120091",)),
        ("my order AB12345678 please", ("AB12345678",)),
        ("2026-11-18下的单", ()),
        ("电话13800000001", ()),
        ("20000mAh的多少钱", ()),
        ("满300减50", ()),
    ],
)
def test_order_numbers_of_any_format(text: str, numbers: tuple[str, ...]) -> None:
    assert read(text).order_nos == numbers


@pytest.mark.parametrize(
    "text", ["尾号8821那单退了", "后四位是8821", "最后四个数字是 8821", "8821结尾的那个", "ending in 8821"]
)
def test_tails(text: str) -> None:
    assert read(text).order_tails == ("8821",)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("SF1234567890123到哪了", "tracking_nos", ("SF1234567890123",)),
        ("快递单号 773012345678901 没更新", "tracking_nos", ("773012345678901",)),
        ("留的电话是138-0000-0001", "phones", ("13800000001",)),
        ("退我¥128.50", "amounts", ("128.50",)),
        ("贵了三十块", "amounts", ("30",)),
        ("屏幕上显示E3", "codes", ("E3",)),
        ("X-200能用吗", "codes", ("X-200",)),
        ("西藏包邮吗", "regions", ("西藏",)),
        ("do you ship to Xinjiang", "regions", ("新疆",)),
        ("双11买的", "when", "双11"),
        ("11月18号下的单", "when", "11月18号"),
        ("这几单都退了", "every", True),
        ("刚买的", "latest", True),
    ],
)
def test_other_entities(text: str, field: str, value: Any) -> None:
    assert getattr(read(text), field) == value


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("猫粮多少钱", "冻干鸡肉猫粮"),
        ("这个灯不亮了", "灯"),
        ("我的松木书贵到哪了", "书柜"),
        ("正山小种能退吗", "正山小种"),
        ("我买的保温杯坏了", "保温杯"),
    ],
)
def test_goods_by_name_part_sound_or_as_written(text: str, product: str) -> None:
    assert any(product in found for found in read(text).products)


@pytest.mark.parametrize("text", ["怎么退货", "运费谁出", "质量问题怎么办", "你好", "我的订单到哪了"])
def test_headings_and_everyday_words_are_no_goods(text: str) -> None:
    assert read(text).products == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("改成成都市锦江区红星路二段199号", "成都市锦江区红星路二段199号"),
        ("改到郑州市金水区花园路北段39号", "郑州市金水区花园路北段39号"),
        ("寄到广州市天河区体育西路103号维多利广场B塔2801", "广州市天河区体育西路103号维多利广场B塔2801"),
        ("我家住北京市朝阳区望京西园三区312楼2单元", "北京市朝阳区望京西园三区312楼2单元"),
        ("地址改成浙江省杭州市西湖区文三路478号3幢502，收件人李测试", "浙江省杭州市西湖区文三路478号3幢502"),
        ("改地址到上海市浦东新区世纪大道100号2栋301", "上海市浦东新区世纪大道100号2栋301"),
        ("原来是北京市朝阳区测试路1号，换到海淀区样例街88号5号楼1203室", "海淀区样例街88号5号楼1203室"),
        ("帮我寄到苏州工业园区星湖街328号", "苏州工业园区星湖街328号"),
        ("我要改地址", None),
        ("发到新疆要加钱吗", None),
    ],
)
def test_the_new_address(text: str, address: str | None) -> None:
    assert read(text).address == address


def test_the_receiver_beside_the_address() -> None:
    assert read("收货人换成王示例 电话13800000002").receiver_name == "王示例"


def test_a_pointing_turn_takes_the_order_and_goods_spoken_of() -> None:
    assert read("那个能退吗", "AB20261118001的猫粮到哪了").order_nos == ("AB20261118001",)
    assert read("它多少钱", "松木书柜有货吗").products == ("松木书柜",)


def test_other_goods_mean_another_order() -> None:
    assert read("那个台灯呢", "AB20261118001的猫粮到哪了").order_nos == ()


def test_a_pick_from_the_shops_choices_and_a_bare_tail_are_understood() -> None:
    shown = [
        Line(speaker=Speaker.CUSTOMER, text="我要退货"),
        Line(speaker=Speaker.BOT, text="请问是哪一单？\n· 尾号0904：书柜\n· 尾号0902：猫粮"),
    ]
    assert extract_entities("第二个", shown, GOODS, NOW).order_tails == ("0902",)
    assert extract_entities("0904", shown, GOODS, NOW).order_tails == ("0904",)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(read(text), Entities)
