"""The tools of a turn where no pattern knows the words: the trained reading decides."""

from typing import Any

import pytest

from agent.tools.own_affairs import parcel_is_odd
from agent.tools.plan import ToolPlan, plan_tools
from agent.tools.wanted_action import wanted_action
from agent.tools.wishes import as_wished, asked_together
from domain.affairs import Affair, Asked, Change, Whose, Wish
from domain.analysis import Analysis
from domain.intents import Intent
from tests.unit.agent.tools.shop_world import DATA, SHOP, analysis

WORDS = "那啥啥呢这个"
"""Words that no pattern knows: what is tested is what follows from the reading."""


def affair(
    own: float = 0.97, asked: dict[Asked, float] | None = None, wish: Wish = Wish.NONE, change: Change = Change.NONE
) -> Affair:
    return Affair(
        whose={Whose.OWN: own, Whose.GENERAL: 1 - own, Whose.EITHER: 0.0},
        wish={each: 0.95 if each is wish else 0.02 for each in Wish},
        change={each: 0.92 if each is change else 0.01 for each in Change},
        asked={each: (asked or {}).get(each, 0.02) for each in Asked},
    )


def read(reading: Affair, intent: Intent = Intent.OTHER, question: str = WORDS, **entities: Any) -> Analysis:
    return analysis(intent, question, "ask", **entities).model_copy(update={"affair": reading})


def plan(reading: Affair, intent: Intent = Intent.OTHER, question: str = WORDS, signed_in: bool = True) -> ToolPlan:
    return plan_tools(read(reading, intent, question), SHOP, signed_in)


@pytest.mark.parametrize(
    ("asked", "reads"),
    [
        ({Asked.LIST: 0.9}, ("find_orders",)),
        ({Asked.ORDER: 0.9}, ("get_order",)),
        ({Asked.PARCEL: 0.9}, ("get_order", "track_shipment")),
        ({Asked.TROUBLE: 0.9}, ("get_order", "track_shipment")),
        ({Asked.REFUND: 0.9}, ("get_order", "get_refund")),
        ({Asked.PARCEL: 0.8, Asked.REFUND: 0.8}, ("get_order", "track_shipment", "get_refund")),
        ({Asked.COUPON: 0.9}, ("list_coupons",)),
    ],
)
def test_what_is_asked_of_an_own_order_is_read(asked: dict[Asked, float], reads: tuple[str, ...]) -> None:
    assert plan(affair(asked=asked)).reads == reads
    assert plan(affair(asked=asked), signed_in=False).sign_in


def test_a_visitors_own_matter_that_no_order_tells_of_needs_no_sign_in() -> None:
    assert plan(affair()).reads == ("get_order",)
    assert plan(affair(), signed_in=False) == ToolPlan()
    assert plan(affair(), Intent.USAGE_HELP, signed_in=False) == ToolPlan()
    assert plan(affair(), Intent.ORDER_STATUS, signed_in=False).sign_in


def test_a_matter_of_anybody_needs_no_order() -> None:
    assert plan(affair(own=0.05, asked={Asked.PARCEL: 0.9})) == ToolPlan()
    assert plan(affair(own=0.05, asked={Asked.STOCK: 0.9})).reads == ("check_stock",)
    assert plan(affair(own=0.05, asked={Asked.UNIT_PRICE: 0.9})).reads == ("check_stock",)


def test_what_may_be_their_own_is_looked_for_among_what_they_bought() -> None:
    found = plan(affair(own=0.55))
    assert (found.own_order, found.if_bought) == (False, True)


@pytest.mark.parametrize(
    ("wish", "wants_change", "asks_rules"), [(Wish.DO, True, False), (Wish.MAY, False, True), (Wish.NONE, False, False)]
)
def test_a_wish_is_told_from_a_question_whether_it_can_be_done(
    wish: Wish, wants_change: bool, asks_rules: bool
) -> None:
    change = Change.NONE if wish is Wish.NONE else Change.CANCEL
    found = plan(affair(wish=wish, change=change))
    assert (found.wants_change, found.asks_rules) == (wants_change, asks_rules)


@pytest.mark.parametrize(
    ("change", "intent"),
    [
        (Change.CANCEL, Intent.CANCEL_ORDER),
        (Change.EXCHANGE, Intent.EXCHANGE),
        (Change.INVOICE, Intent.INVOICE),
        (Change.ADDRESS, Intent.CHANGE_ADDRESS),
        (Change.PRICE_PROTECTION, Intent.PRICE_PROTECTION),
    ],
)
def test_the_change_that_is_spoken_of_leads(change: Change, intent: Intent) -> None:
    assert as_wished(read(affair(wish=Wish.DO, change=change))).intent is intent
    assert as_wished(read(affair(wish=Wish.DO, change=change), Intent.HUMAN_REQUEST)).intent is Intent.HUMAN_REQUEST


def test_who_fears_for_a_parcel_is_told_about_it_and_nothing_is_hurried() -> None:
    found = read(affair(asked={Asked.TROUBLE: 0.9}, wish=Wish.DO, change=Change.EXPEDITE), Intent.LOGISTICS_TRACK)
    assert parcel_is_odd(found)
    assert as_wished(found).intent is Intent.LOGISTICS_TRACK


def test_money_without_the_goods_coming_back_is_a_refund() -> None:
    received = next(order for order in DATA.orders if order.status == "已签收")
    found = read(affair(wish=Wish.DO, change=Change.REFUND_ONLY), Intent.RETURN_QUALITY)
    assert (wanted_action(found, received) or ("",))[0] == "create_refund"
    found = read(affair(wish=Wish.DO, change=Change.RETURN), Intent.RETURN_QUALITY)
    assert (wanted_action(found, received) or ("",))[0] == "create_return"


def test_what_goods_are_called_is_no_fault_of_theirs() -> None:
    received = next(order for order in DATA.orders if order.status == "已签收")
    item = received.items[0].model_copy(update={"name": "静音破壁机"})
    order = received.model_copy(update={"items": (item,)})
    name, args = wanted_action(analysis(Intent.RETURN_NO_REASON, "破壁机想退"), order) or ("", {})
    assert (name, args["reason"]) == ("create_return", "无理由：破壁机想退")


def test_changes_asked_about_together_are_each_decided() -> None:
    together = asked_together(analysis(Intent.EXCHANGE, "书柜退货到几号 换货又到几号"))
    assert [each.intent for each in together] == [Intent.EXCHANGE, Intent.RETURN_NO_REASON]
    alone = analysis(Intent.EXCHANGE, "书柜换货到几号")
    assert asked_together(alone) == (alone,)
