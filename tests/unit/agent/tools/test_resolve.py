"""Which orders a turn is about."""

from typing import Any

import pytest

from agent.tools.order_choice import OrderChoice
from agent.tools.resolve import resolve_orders
from domain.intents import Intent
from domain.orders import Order
from tests.unit.agent.tools.shop_world import DATA, NOW, analysis

MANY = [order for order in DATA.orders if order.customer_id == "many"]


def resolve(intent: Intent, question: str, **entities: Any) -> OrderChoice:
    return resolve_orders(analysis(intent, question, **entities), MANY, DATA.products, DATA.shipments, NOW)


def tails(orders: tuple[Order, ...]) -> list[str]:
    return [order.order_no[-3:] for order in orders]


@pytest.mark.parametrize(
    "entities",
    [
        {"order_nos": ("BK20261115004",)},
        {"order_nos": ("20261115004",)},
        {"order_tails": ("5004",)},
        {"tracking_nos": ("ZT1000000000004",)},
        {"order_nos": ("ZT1000000000004",)},
    ],
)
def test_by_number_tail_or_tracking_number(entities: dict[str, Any]) -> None:
    assert tails(resolve(Intent.LOGISTICS_TRACK, "到哪了", **entities).found) == ["004"]


@pytest.mark.parametrize(
    "entities",
    [
        {"order_nos": ("BK20261119001",)},
        {"order_nos": ("BK99999999999",)},
        {"order_tails": ("9001",)},
        {"order_nos": ("BK20261115004", "BK20261119001")},
    ],
)
def test_foreign_and_unknown_numbers_are_the_same_and_never_another_order(entities: dict[str, Any]) -> None:
    assert resolve(Intent.LOGISTICS_TRACK, "我的台灯到哪了", **entities) == OrderChoice(missing=True)


@pytest.mark.parametrize(
    ("intent", "question", "entities", "found"),
    [
        (Intent.RETURN_NO_REASON, "我的台灯能退吗", {"products": ("护眼台灯",)}, ["003"]),
        (Intent.RETURN_NO_REASON, "那个灯退了吧", {"products": ("灯",)}, ["003"]),
        (Intent.CANCEL_ORDER, "书柜不要了", {"products": ("松木书柜",)}, ["005"]),
        (Intent.RETURN_NO_REASON, "书贵退了", {}, ["002"]),
        (Intent.LOGISTICS_TRACK, "到哪了", {}, ["004"]),
        (Intent.CANCEL_ORDER, "帮我取消", {}, ["005"]),
        (Intent.CANCEL_ORDER, "昨天那单取消", {"when": "昨天"}, ["005"]),
        (Intent.ORDER_STATUS, "刚买的", {"latest": True}, ["005"]),
        (Intent.LOGISTICS_TRACK, "15号发的货到哪了", {"when": "11月15号"}, ["004"]),
    ],
)
def test_by_goods_time_and_the_status_that_fits_the_wish(
    intent: Intent, question: str, entities: dict[str, Any], found: list[str]
) -> None:
    assert tails(resolve(intent, question, **entities).found) == found


def test_several_that_fit_are_asked_about_newest_first() -> None:
    choice = resolve(Intent.ORDER_STATUS, "我的订单怎么样了")
    assert not choice.found
    assert tails(choice.ambiguous) == ["005", "004", "006"]


def test_all_are_answered_together_when_asked() -> None:
    assert len(resolve(Intent.ORDER_STATUS, "全部订单查一下", every=True).found) == 3


def test_a_purchase_at_a_time_without_orders_is_asked_about() -> None:
    assert resolve(Intent.CANCEL_ORDER, "前天买的取消", when="前天").ambiguous


def test_goods_of_the_shop_that_were_never_bought_are_not_mistaken_for_others() -> None:
    assert resolve(Intent.LOGISTICS_TRACK, "我的书桌到哪了", products=("折叠书桌",)).no_such_goods


def test_a_single_order_is_meant_whatever_its_status() -> None:
    only = [order for order in DATA.orders if order.customer_id == "one"]
    wish = analysis(Intent.RETURN_NO_REASON, "我要退货")
    assert resolve_orders(wish, only, DATA.products, (), NOW).found == tuple(only)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("台灯到了没，书柜呢", ["003", "005"]),
        ("台灯到了没？书柜发了吗？", ["003", "005"]),
        ("台灯书柜分别到哪了", ["003", "005"]),
        ("台灯跟书柜到哪了", ["003", "005"]),
        ("钢笔到了没，我要书柜", ["004"]),
    ],
)
def test_several_goods_are_an_order_each(question: str, found: list[str]) -> None:
    assert sorted(tails(resolve(Intent.LOGISTICS_TRACK, question).found)) == found


def test_goods_that_were_bought_together_are_their_order() -> None:
    both = MANY[0].model_copy(
        update={"order_no": "BK20261117007", "status": "已发货", "items": (*MANY[0].items, *MANY[1].items)}
    )
    words = analysis(Intent.LOGISTICS_TRACK, "书柜到了没，台灯呢")
    assert tails(resolve_orders(words, [*MANY, both], DATA.products, (), NOW).found) == ["007"]
