"""Goods that are called by another name, and orders whose wish has come true already."""

from dataclasses import replace

import pytest

from agent.tools.gather import Gathered, gather
from agent.tools.plan import plan_tools
from agent.tools.resolve import bought_goods, goods_words, resolve_orders
from domain.intents import Intent
from domain.orders import Coupon, Order
from tests.unit.agent.tools.merchant_double import MerchantDouble
from tests.unit.agent.tools.shop_world import DATA, NOW, SHOP, analysis, context

MANY = [order for order in DATA.orders if order.customer_id == "many"]
WRITING = {"护眼台灯": 0.02, "松木书柜": 0.05, "刻字钢笔": 0.31}
"""As near as 写字的那个 is to each."""


def found(question: str, alike: dict[str, float], **named: bool) -> list[str]:
    asked = analysis(Intent.LOGISTICS_TRACK, question, **named)
    choice = resolve_orders(asked, MANY, DATA.products, (), NOW, alike)
    return sorted(order.order_no[-3:] for order in (*choice.found, *choice.ambiguous))


def test_the_goods_that_are_nearest_in_meaning_are_meant() -> None:
    assert found("写字的那个到哪了", WRITING) == ["004"]


def test_words_that_are_near_no_goods_choose_none() -> None:
    assert found("到哪了", {"护眼台灯": 0.06, "松木书柜": 0.01, "刻字钢笔": 0.08}) == found("到哪了", {})


def test_of_goods_that_are_near_alike_none_is_left_out() -> None:
    assert "004" not in found("屋里用的那个到哪了", {"护眼台灯": 0.3, "松木书柜": 0.28, "刻字钢笔": 0.02})


def test_a_name_goes_before_any_likeness() -> None:
    assert found("书柜到哪了", WRITING) == found("书柜到哪了", {})


def test_the_state_that_is_named_goes_before_a_faint_likeness() -> None:
    assert found("退款中的那单", {"刻字钢笔": 0.01, "松木书柜": 0.18, "护眼台灯": 0.02}) == ["006"]


@pytest.mark.parametrize(("near", "bought"), [(0.31, True), (0.17, False)])
def test_only_what_is_surely_alike_makes_a_general_question_one_of_an_order(near: float, bought: bool) -> None:
    asked = analysis(Intent.RETURN_NO_REASON, "写字的能退吗")
    assert bought_goods(asked, MANY, DATA.products, {"刻字钢笔": near}) is bought


def test_a_company_that_an_invoice_is_for_names_no_goods() -> None:
    asked = analysis(Intent.INVOICE, "台灯开票，抬头某某书柜有限公司")
    assert "书柜" not in goods_words(asked)
    assert "台灯" in goods_words(asked)


async def gathered(intent: Intent, question: str, data_of: MerchantDouble | None = None, **named: object) -> Gathered:
    surroundings, _ = context("many")
    if data_of is not None:
        surroundings = replace(surroundings, orders=data_of)
    reading = analysis(intent, question, **named)
    return await gather(plan_tools(reading, SHOP, True), reading, surroundings, budget_seconds=60)


def shop_with(order: Order) -> MerchantDouble:
    others = tuple(each for each in DATA.orders if each.order_no != order.order_no)
    return MerchantDouble(DATA.model_copy(update={"orders": (*others, order)}))


async def test_what_became_of_the_money_of_a_cancelled_order_is_told_in_place_of_a_refusal() -> None:
    refunded = next(order for order in MANY if order.order_no.endswith("006"))
    cancelled = refunded.model_copy(update={"status": "已取消"})
    seen = await gathered(Intent.CANCEL_ORDER, "钢笔取消了，钱呢", shop_with(cancelled), order_tails=("5006",))
    assert not seen.actions
    assert {fact.tool for fact in seen.facts} == {"get_order", "get_refund"}


async def test_a_parcel_on_its_way_answers_whether_it_comes_today() -> None:
    seen = await gathered(Intent.EXPEDITE, "我的钢笔今天能送来不", order_tails=("5004",))
    assert not seen.actions
    assert any(fact.tool == "track_shipment" for fact in seen.facts)


async def test_who_asks_what_one_piece_cost_is_told() -> None:
    seen = await gathered(Intent.ORDER_STATUS, "尾号5004的钢笔多少钱一支", order_tails=("5004",))
    assert any("单价100元" in line for fact in seen.facts for line in fact.lines)


async def test_a_coupon_is_judged_on_the_one_order_that_is_still_to_be_paid() -> None:
    unpaid = MANY[0].model_copy(update={"status": "待付款", "paid_at": None, "goods_amount": 2_000})
    coupons = (Coupon(coupon_id="C9", customer_id=unpaid.customer_id, name="大额券", threshold=90_000, amount=500),)
    double = MerchantDouble(
        DATA.model_copy(update={"coupons": coupons, "orders": (unpaid, *(o for o in MANY if o is not MANY[0]))})
    )
    seen = await gathered(Intent.COUPON, "为啥大额券用不了", double)
    told = [line for fact in seen.facts if fact.tool == "list_coupons" for line in fact.lines]
    assert any("没有达到门槛" in line for line in told)
