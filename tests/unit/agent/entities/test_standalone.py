"""Incomplete turns are completed, complete ones are left as they are."""

from datetime import datetime

import pytest

from agent.reasoning.embedded.naming import named_in
from agent.reasoning.entities import asked_before, extract_entities, standalone_question
from agent.reasoning.entities.products import with_goods_as
from domain.analysis import Entities, Line
from domain.clock import CHINA
from domain.ids import ShopId
from domain.intents import Speaker
from domain.reasoner import AnalysisRequest
from domain.shop import Shop

NOW = datetime(2026, 11, 20, 10, tzinfo=CHINA)
GOODS = frozenset(
    [
        "冻干猫粮",
        "剑麻猫抓板",
        "松木书柜",
        "护眼台灯",
        "正山小种",
        "茶叶",
        "婴儿湿巾",
        "折叠自行车",
        "净水壶Mini",
        "净水壶Max",
        "沸点K3",
    ]
)


def complete(text: str, *earlier: str) -> str:
    history = [Line(speaker=Speaker.CUSTOMER, text=said) for said in earlier]
    return standalone_question(text, history, extract_entities(text, history, GOODS, NOW), GOODS)


@pytest.mark.parametrize(
    ("earlier", "turn", "whole"),
    [
        ("没开封的茶叶几天内能退", "那开了封的呢", "开了封的茶叶几天内能退"),
        ("小号的松木书柜多重", "大号的呢", "大号的松木书柜多重"),
        ("发西藏运费多少", "新疆呢？", "发新疆运费多少？"),
        ("普通会员几天能退", "金卡呢", "金卡几天能退"),
        ("正山小种怎么泡", "猫粮呢", "猫粮怎么泡"),
        ("净水壶Mini多少钱", "那max呢", "净水壶max多少钱"),
        ("折叠自行车保多久", "里头电池也一样？", "折叠自行车里头电池保多久"),
        ("沸点K3可以只烧半壶吗", "那能省多少电", "沸点K3可以只烧半壶吗，那能省多少电"),
        ("沸点K3多少钱", "那能便宜多少", "沸点k3能便宜多少"),
    ],
)
def test_what_the_turn_replaces_is_replaced(earlier: str, turn: str, whole: str) -> None:
    assert complete(turn, earlier).rstrip("？") == whole.rstrip("？")


@pytest.mark.parametrize(
    ("earlier", "turn", "words"),
    [
        ("护眼台灯有货吗", "多少钱", ["护眼台灯", "多少钱"]),
        ("护眼台灯有货吗", "它能调光吗", ["护眼台灯", "调光"]),
        ("猫抓板怎么装", "第二步怎么弄", ["猫抓板", "第二步"]),
        ("红色的折叠自行车有货吗", "不是，我说的是蓝色那个", ["蓝", "折叠自行车", "有货"]),
        ("湿巾保质期多久", "开封后呢", ["湿巾", "开封后", "保质期"]),
        ("退款多久到账", "信用卡呢", ["信用卡", "退款", "到账"]),
        ("茶叶能退吗", "那运费呢", ["退", "运费"]),
        ("How long can I return tea?", "what about opened tea?", ["opened", "return"]),
    ],
)
def test_the_completed_question_has_the_words_of_both(earlier: str, turn: str, words: list[str]) -> None:
    whole = complete(turn, earlier)
    assert all(word in whole for word in words), whole


@pytest.mark.parametrize(
    ("earlier", "turn"),
    [
        ("茶叶能退吗", "猫粮怎么喂"),
        ("茶叶能退吗", "你们几点下班"),
        ("护眼台灯有货吗", "可以开发票吗"),
        ("护眼台灯有货吗", "谢谢"),
        ("护眼台灯有货吗", "我要转人工"),
        ("茶叶能退吗", "Do you sell gift cards?"),
        ("茶叶能退吗", "订单AB20261118001到哪了"),
    ],
)
def test_a_complete_turn_or_another_matter_is_not_altered(earlier: str, turn: str) -> None:
    assert complete(turn, earlier) == turn


@pytest.mark.parametrize(
    ("earlier", "turn", "whole"),
    [
        ("那个护眼台灯", "能带上飞机不？", "护眼台灯能带上飞机不？"),
        ("松木书柜", "可以自己装吗", "松木书柜可以自己装吗"),
        ("那个书柜侧板", "能放台灯吗", "书柜侧板能放台灯吗"),
        ("那个护眼台灯", "可以买云朵枕吗", "可以买云朵枕吗"),
    ],
)
def test_what_was_only_named_before_is_what_is_asked_of(earlier: str, turn: str, whole: str) -> None:
    assert complete(turn, earlier) == whole


def test_a_place_across_two_words_is_none() -> None:
    assert extract_entities("礼拜天门店开吗", [], GOODS, NOW).regions == ()


def test_without_a_conversation_nothing_is_added() -> None:
    assert complete("多少钱") == "多少钱"


def test_ellipses_in_a_row_go_back_to_the_same_question() -> None:
    assert complete("大号呢", "小号的松木书柜多重", "中号呢") == "大号的松木书柜多重"


def test_an_answer_to_the_shops_question_continues_the_customers_wish() -> None:
    history = [
        Line(speaker=Speaker.CUSTOMER, text="我要退货"),
        Line(speaker=Speaker.BOT, text="请问是哪一单？\n· 尾号0904：书柜\n· 尾号0902：猫粮"),
    ]
    entities = extract_entities("第二个", history, GOODS, NOW)
    assert standalone_question("第二个", history, entities, GOODS) == "我要退货，第二个"


def test_what_the_answer_is_about_was_asked_before() -> None:
    history = [
        Line(speaker=Speaker.CUSTOMER, text="快递咋样了"),
        Line(speaker=Speaker.BOT, text="请问是哪一单？\n· 尾号0904：松木书柜\n· 尾号0902：猫粮"),
    ]
    assert asked_before("松木书柜那个", history, Entities(), GOODS) == "快递咋样了"
    assert asked_before("松木书柜怎么装", history, Entities(), GOODS) is None


@pytest.mark.parametrize(
    ("said", "general"), [("松木书柜到哪了", "东西到哪了"), ("到哪了", "到哪了"), ("书柜的票呢", "东西的票呢")]
)
def test_goods_are_left_out_where_only_the_wish_counts(said: str, general: str) -> None:
    assert with_goods_as(said, GOODS, "东西") == general


def test_an_address_sent_after_being_asked_for_continues_the_wish_to_change_it() -> None:
    address = "四川省成都市锦江区测试路66号2栋301"
    history = [
        Line(speaker=Speaker.CUSTOMER, text="昨天那单想改个地址"),
        Line(speaker=Speaker.BOT, text="请发完整的新地址（省、市、区、街道门牌）"),
    ]
    entities = extract_entities(address, history, GOODS, NOW)
    assert entities.address == address
    assert standalone_question(address, history, entities, GOODS) == f"昨天那单想改个地址，{address}"


@pytest.mark.parametrize(
    ("earlier", "turn", "whole"),
    [
        ("一盒有几支", "朝露墨水", "朝露墨水，一盒有几支"),
        ("朝露墨水多少钱一盒", "几支的", "朝露墨水几支的"),
        ("5公斤的猫要喂几勺", "狗呢，一样重", "5公斤的狗要喂几勺"),
        ("朝露墨水能退吗", "不是，我说的是暮云墨水", "暮云墨水能退吗"),
        ("朝露墨水能退吗", "你们周末上班吗", "你们周末上班吗"),
    ],
)
def test_a_thing_a_count_or_a_kind_takes_its_question_from_before(earlier: str, turn: str, whole: str) -> None:
    history = [Line(speaker=Speaker.CUSTOMER, text=earlier), Line(speaker=Speaker.BOT, text="好的。")]
    names = frozenset({"朝露墨水", "暮云墨水"})
    assert standalone_question(turn, history, Entities(), names) == whole


def test_a_model_that_stands_in_for_another_is_what_is_named() -> None:
    shop = Shop(id=ShopId("laden"))
    history = (Line(speaker=Speaker.CUSTOMER, text="净水壶Mini多少钱"),)
    asked = AnalysisRequest(text="那max呢", history=history, vocabulary=GOODS, shop=shop, now=NOW)
    assert named_in(asked).entities.products == ("净水壶max",)
