"""Which tools a turn calls for."""

from typing import Any

import pytest

from agent.tools.plan import ToolPlan, plan_tools
from domain.intents import Intent, Language
from tests.unit.agent.tools.shop_world import SHOP, analysis


def plan(intent: Intent, question: str, request: str = "ask", signed_in: bool = True, **entities: Any) -> ToolPlan:
    return plan_tools(analysis(intent, question, request, **entities), SHOP, signed_in)


@pytest.mark.parametrize(
    ("intent", "question"),
    [
        (Intent.RETURN_NO_REASON, "怎么退货"),
        (Intent.RETURN_NO_REASON, "几天内能退"),
        (Intent.RETURN_NO_REASON, "没开封的支持退吗"),
        (Intent.REFUND_STATUS, "退款多久到账"),
        (Intent.LOGISTICS_TRACK, "你们发什么快递"),
        (Intent.ORDER_STATUS, "付款后一般多久发货"),
        (Intent.EXCHANGE, "How do exchanges work, what is the policy?"),
        (Intent.USAGE_HELP, "怎么安装"),
        (Intent.INVOICE, "怎么开发票"),
        (Intent.RETURN_NO_REASON, "这种怎么退"),
        (Intent.PRODUCT_INFO, "一盒有几片"),
    ],
)
def test_questions_about_rules_and_goods_need_no_orders(intent: Intent, question: str) -> None:
    found = plan(intent, question)
    assert (found.own_order, found.sign_in, found.wants_change) == (False, False, False)
    assert plan(intent, question, signed_in=False) == ToolPlan()


@pytest.mark.parametrize(
    ("intent", "question", "reads"),
    [
        (Intent.LOGISTICS_TRACK, "我的书柜到哪了", ("get_order", "track_shipment")),
        (Intent.ORDER_STATUS, "发货了吗", ("get_order", "track_shipment")),
        (Intent.REFUND_STATUS, "我的退款到哪一步了", ("get_order", "get_refund")),
        (Intent.LOGISTICS_TRACK, "Where is my parcel?", ("get_order", "track_shipment")),
        (Intent.ORDER_STATUS, "我有哪些订单", ("find_orders",)),
        (Intent.COUPON, "我还有优惠券吗", ("list_coupons",)),
        (Intent.STOCK, "书柜有货吗", ("check_stock",)),
        (Intent.PRODUCT_INFO, "单号是多少", ("get_order", "track_shipment")),
        (Intent.COUPON, "满500那张怎么不让用", ("list_coupons",)),
        (Intent.COMPLAINT, "书柜说我拒收，我没拒收啊", ("get_order", "track_shipment")),
        (Intent.REFUND_STATUS, "那两单查下进度", ("get_order", "track_shipment")),
    ],
)
def test_questions_about_the_customers_own_affairs(intent: Intent, question: str, reads: tuple[str, ...]) -> None:
    assert plan(intent, question).reads == reads


@pytest.mark.parametrize("question", ["我上周买的还能退吗", "这单能退吗", "签收5天了可以退吗"])
def test_whether_an_own_order_can_come_back_is_asked_of_the_rules(question: str) -> None:
    found = plan(Intent.RETURN_NO_REASON, question)
    assert found.asks_rules
    assert not found.wants_change


@pytest.mark.parametrize(
    ("intent", "question"),
    [
        (Intent.CANCEL_ORDER, "帮我取消订单"),
        (Intent.RETURN_QUALITY, "坏的，我要退货"),
        (Intent.EXPEDITE, "帮我催一下"),
        (Intent.INVOICE, "给我开发票"),
        (Intent.COMPLAINT, "少发了一件，退我钱"),
    ],
)
def test_a_wish_leads_to_an_action(intent: Intent, question: str) -> None:
    assert plan(intent, question, "do").wants_change


def test_a_visitor_is_asked_to_sign_in_and_no_personal_tool_runs() -> None:
    found = plan(Intent.LOGISTICS_TRACK, "我的书柜到哪了", signed_in=False)
    assert found.sign_in
    assert not found.own_order
    assert found.reads == ()


def test_stock_is_open_to_visitors() -> None:
    assert plan(Intent.STOCK, "书柜有货吗", signed_in=False).reads == ("check_stock",)


@pytest.mark.parametrize("text", ["你好", "谢谢老板", "好的，再见", "你是机器人吗"])
def test_a_courtesy_searches_nothing(text: str) -> None:
    assert not plan(Intent.CHITCHAT, text).search


@pytest.mark.parametrize(
    "text", ["海口买气罐给发吗", "长气罐零下用得了吗", "谢谢，能开发票吗", "你好 这个防水不", "不错，有大一号的没"]
)
def test_a_question_read_as_small_talk_is_searched_all_the_same(text: str) -> None:
    assert plan(Intent.CHITCHAT, text).search


@pytest.mark.parametrize(
    ("intent", "question", "own"),
    [
        (Intent.ORDER_STATUS, "are the patterns available in english", False),
        (Intent.LOGISTICS_TRACK, "SF express instead, extra cost?", False),
        (Intent.REFUND_STATUS, "clearance yarn refundable?", False),
        (Intent.LOGISTICS_TRACK, "where is my parcel", True),
        (Intent.REFUND_STATUS, "still no refund", True),
    ],
)
def test_in_english_whose_it_is_is_said(intent: Intent, question: str, own: bool) -> None:
    asked = analysis(intent, question).model_copy(update={"language": Language.ENGLISH})
    assert plan_tools(asked, SHOP, signed_in=True).own_order is own
