"""Several questions in one message."""

import pytest

from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.words.clauses import parts_of, searched_apart, with_thing
from agent.reasoning.embedded.words.joined import asks_of, of_each, without_ask
from agent.tools.gathered import found_by_any
from domain.analysis import Entities
from domain.intents import Intent, Outcome
from tests.unit.agent.embedded.requests import passage, request, row


@pytest.mark.parametrize(
    ("message", "looked_up"),
    [
        ("电池保修多久，充电器多少钱", ["电池保修多久", "充电器多少钱"]),
        (
            "how long is the warranty and how much is a spare charger",
            ["how long is the warranty", "how much is a spare charger"],
        ),
        ("电池保修多久", []),
        ("发票可以补开吗，最晚多久", ["发票可以补开吗"]),
    ],
)
def test_each_question_that_stands_by_itself_is_looked_up(message: str, looked_up: list[str]) -> None:
    assert searched_apart(message) == looked_up


def test_goods_joined_by_and_are_one_question() -> None:
    assert len(parts_of("can I return shoes and bags")) == 1


def test_the_best_of_each_search_comes_first_and_a_chunk_once() -> None:
    shared = passage("电池保修两年。", 1).model_copy(update={"vector_score": 0.8})
    nearer = shared.model_copy(update={"vector_score": 0.9})
    other, price = passage("邮费8元。", 2), passage("充电器99元。", 3)
    found = found_by_any([[shared, other], [price, nearer]])
    assert [item.text for item in found] == [shared.text, price.text, other.text]
    assert found[0].vector_score == 0.9


@pytest.mark.parametrize(
    ("clause", "asks"),
    [
        ("租一天帐篷多少钱要带啥证件", ["租一天帐篷多少钱", "要带啥证件"]),
        ("多久能到邮费谁出", ["多久能到", "邮费谁出"]),
        ("怎么充气多久能充满", ["怎么充气多久能充满"]),
        ("怎么看还剩多少电", ["怎么看还剩多少电"]),
        ("一罐几个多少钱一个几克", ["一罐几个多少钱一个几克"]),
    ],
)
def test_two_asks_need_no_mark_between_them(clause: str, asks: list[str]) -> None:
    assert asks_of(clause) == asks


@pytest.mark.parametrize(
    ("clause", "each"),
    [
        ("10升和20升的水袋各多少钱", ("10升的水袋各多少钱", "20升的水袋各多少钱")),
        ("碳纤桨跟铝桨差多少钱", ("碳纤桨差多少钱", "铝桨差多少钱")),
        ("上海和北京哪个发货快", ("上海哪个发货快", "北京哪个发货快")),
        ("桨和袋子一共多少钱", None),
        ("运费你们出还是我出", None),
    ],
)
def test_one_ask_about_two_things_is_asked_of_each(clause: str, each: tuple[str, str] | None) -> None:
    assert of_each(clause) == each


@pytest.mark.parametrize(
    ("clause", "about"),
    [
        ("发西藏要补多少运费", "发西藏要补"),
        ("冲锋衣咋洗", "冲锋衣洗"),
        ("发票可以补开吗", "发票可以补开吗"),
        ("多少", "多少"),
    ],
)
def test_what_a_later_ask_is_about_is_said_before_without_its_ask(clause: str, about: str) -> None:
    assert without_ask(clause) == about


@pytest.mark.parametrize(
    ("before", "part", "things", "whole"),
    [
        (["沸点K3多少钱"], "水烧干了会自己停不", ["沸点k3"], "沸点K3水烧干了会自己停不"),
        (["K3跟K5一次能烧多少"], "要几分钟", ["K3", "K5"], "K3跟K5要几分钟"),
        (["沸点K3滤网一片多少钱"], "用几天", ["沸点k3", "滤网"], "沸点K3滤网用几天"),
        (["沸点K3多少钱"], "K5呢要多少", ["沸点k3", "K5"], "K5呢要多少"),
        (["退货运费谁出"], "几天到账", [], "几天到账"),
        (["K35多少钱"], "几升", ["K3"], "几升"),
    ],
)
def test_a_part_that_names_no_thing_is_about_the_one_before(
    before: list[str], part: str, things: list[str], whole: str
) -> None:
    assert with_thing(before, part, things) == whole


def test_a_choice_between_two_asks_like_a_question_word() -> None:
    assert len(parts_of("沸点K3啥价，壶身是塑料的还是钢的")) == 2


def test_what_is_asked_of_two_things_is_looked_up_for_each() -> None:
    assert searched_apart("E2和E6各多少钱，保修几年", ["E2", "E6"])[:2] == ["E2各多少钱", "E6各多少钱"]


PRICE = row({"型号": "沸点K3", "价格": "199元"}, 1, products=("沸点K3",))
DRY = passage("水烧干了会自动断电，等它凉透再加水。", 2)


def test_a_rule_that_names_no_thing_answers_a_later_part() -> None:
    named = Entities(products=("沸点k3",), codes=("K3",))
    text = compose_draft(
        request("沸点K3多少钱，水烧干了会自动断电吗", PRICE, DRY, intent=Intent.PRODUCT_INFO, entities=named)
    ).text
    assert "199元" in text
    assert "自动断电" in text


def test_a_part_without_an_answer_is_said_to_have_none() -> None:
    named = Entities(products=("沸点k3",), codes=("K3",))
    asked = request("沸点K3多少钱，能带上飞机吗", PRICE, DRY, intent=Intent.PRODUCT_INFO, entities=named)
    draft = compose_draft(asked)
    assert draft.outcome is Outcome.ANSWER
    assert "还问到的其他问题" in draft.text
    assert draft.missing
