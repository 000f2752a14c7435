"""A turn's evidence."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from agent.tools.describe.orders import order_fact
from agent.tools.gather import Gathered, gather
from agent.tools.notices import BACKEND_DOWN, NEED_ADDRESS, NO_SUCH_ORDER, SEARCH_DOWN, SIGN_IN
from agent.tools.plan import plan_tools
from domain.intents import Intent
from domain.orders import Order
from tests.unit.agent.tools.merchant_double import MerchantDouble
from tests.unit.agent.tools.shop_world import DATA, analysis, context

PATIENT = 60.0
"""Seconds: a loaded machine reads the first words slowly, and that isn't what is tried."""


async def run(
    customer: str | None,
    intent: Intent,
    question: str,
    request: str = "ask",
    down: dict[str, bool] | None = None,
    **named: Any,
) -> tuple[Gathered, MerchantDouble]:
    surroundings, merchant = context(customer, **(down or {}))
    reading = analysis(intent, question, request, **named)
    plan = plan_tools(reading, surroundings.shop, customer is not None)
    return await gather(plan, reading, surroundings, PATIENT), merchant


def words(gathered: Gathered) -> str:
    facts = [line for fact in gathered.facts for line in fact.lines]
    reports = [text for report in gathered.actions for text in (*report.reasons, report.alternative)]
    return "\n".join((*facts, *gathered.choices, *gathered.notices, *reports))


async def test_a_parcel_is_told_with_its_last_event_and_its_silence() -> None:
    found, _ = await run(
        "many", Intent.LOGISTICS_TRACK, "我的钢笔到哪了", products=("刻字钢笔",), order_tails=("5004",)
    )
    parcel = next(fact for fact in found.facts if fact.tool == "track_shipment")
    assert parcel.data["anomaly"] == ["stale"]
    assert "南京" in words(found)
    assert "没有新的物流记录" in words(found)


async def test_a_parcel_left_with_others_is_said_as_it_is() -> None:
    found, _ = await run("many", Intent.LOGISTICS_TRACK, "台灯到哪了", order_tails=("2003",))
    parcel = next(fact for fact in found.facts if fact.tool == "track_shipment")
    assert parcel.data["anomaly"] == ["signed_by_other"]


async def test_notes_costs_and_phone_numbers_are_never_told() -> None:
    found, _ = await run("many", Intent.ORDER_STATUS, "全部订单的地址和进度", every=True)
    told = words(found) + str([fact.data for fact in found.facts])
    for secret in ("爱投诉", "内部成本", "13000000001", "13900000009", "测试路"):
        assert secret not in told


async def test_facts_are_numbered_and_reports_point_at_them() -> None:
    found, _ = await run("one", Intent.CANCEL_ORDER, "帮我取消订单", "do")
    assert [fact.evidence_id for fact in found.facts] == ["f1"]
    report = found.actions[0]
    assert report.allowed
    assert report.evidence_ids == ("f1",)
    assert report.proposal is not None
    assert (report.proposal.name, report.proposal.args) == ("cancel_order", {"order_no": "BK20261119001"})
    assert (report.proposal.amount, report.proposal.order_version) == (10_000, "v-BK20261119001")
    assert all(reason in found.facts[0].lines for reason in report.reasons)


async def test_asking_whether_proposes_nothing() -> None:
    found, _ = await run("many", Intent.RETURN_NO_REASON, "我的台灯还能退吗", products=("护眼台灯",))
    assert found.actions[0].allowed
    assert found.actions[0].proposal is None


async def test_proposing_changes_nothing() -> None:
    _, merchant = await run("one", Intent.CANCEL_ORDER, "帮我取消订单", "do")
    assert merchant.executed == []


async def test_wanting_a_return_before_shipping_comes_to_a_cancellation() -> None:
    found, _ = await run("one", Intent.RETURN_NO_REASON, "我要退货", "do")
    assert found.actions[0].name == "cancel_order"


async def test_an_address_change_without_an_address_asks_for_it() -> None:
    found, _ = await run("one", Intent.CHANGE_ADDRESS, "我要改地址", "do")
    assert found.notices == (NEED_ADDRESS,)
    assert found.actions == ()


async def test_an_address_change_carries_the_new_place_and_receiver() -> None:
    found, _ = await run(
        "one",
        Intent.CHANGE_ADDRESS,
        "改地址",
        "do",
        address="宁波市样例街9号",
        receiver_name="王示例",
        phones=("13800000002",),
    )
    assert found.actions[0].proposal is not None
    assert found.actions[0].proposal.args["receiver_phone"] == "13800000002"


async def test_foreign_and_absent_orders_are_answered_alike() -> None:
    foreign, first = await run("many", Intent.ORDER_STATUS, "发货了吗", order_nos=("BK20261119001",))
    absent, second = await run("many", Intent.ORDER_STATUS, "发货了吗", order_nos=("BK20261199999",))
    assert foreign == absent
    assert foreign.notices == (NO_SUCH_ORDER,)
    assert first.calls == second.calls


async def test_a_visitor_learns_nothing_and_the_order_system_is_not_asked() -> None:
    found, merchant = await run(None, Intent.ORDER_STATUS, "订单发货了吗", order_nos=("BK20261119001",))
    assert found == Gathered(notices=(SIGN_IN,))
    assert merchant.calls == []


async def test_several_orders_that_fit_become_choices_with_distinct_tails() -> None:
    found, _ = await run("many", Intent.ORDER_STATUS, "我的订单怎么样了")
    assert len(found.choices) == 3
    assert all("尾号" in choice for choice in found.choices)
    assert found.facts == ()


async def test_refunds_are_found_without_naming_an_order() -> None:
    found, _ = await run("many", Intent.REFUND_STATUS, "我的退款到账了吗")
    assert [fact.ref for fact in found.facts] == ["RF001"]
    assert "100元" in words(found)


async def test_stock_tells_restock_notes_and_coupons_say_why_not() -> None:
    stock, _ = await run(None, Intent.STOCK, "折叠书桌有货吗", products=("折叠书桌",))
    assert "预计12月5日到货" in words(stock)
    coupons, _ = await run("many", Intent.COUPON, "我有优惠券吗")
    assert "已经使用过了" in words(coupons)


@pytest.mark.parametrize(
    ("down", "notice"), [({"orders_down": True}, BACKEND_DOWN), ({"search_down": True}, SEARCH_DOWN)]
)
async def test_what_does_not_answer_becomes_a_notice(down: dict[str, bool], notice: str) -> None:
    found, _ = await run("one", Intent.ORDER_STATUS, "我的订单发货了吗", down=down)
    assert notice in found.notices


async def test_a_hanging_order_system_is_given_up_within_the_budget() -> None:
    class Hanging(MerchantDouble):
        async def orders_of(self, shop: Any, customer: Any) -> list[Order]:
            await asyncio.Event().wait()
            return []

    surroundings, _ = context("one")
    reading = analysis(Intent.ORDER_STATUS, "我的订单发货了吗")
    plan = plan_tools(reading, surroundings.shop, True)
    found = await gather(plan, reading, replace(surroundings, orders=Hanging(DATA)), budget_seconds=0.05)
    assert found.notices == (BACKEND_DOWN,)


@pytest.mark.parametrize("intent", [Intent.ORDER_STATUS, Intent.OTHER, Intent.RETURN_NO_REASON])
async def test_an_order_whose_refund_is_under_way_is_told_with_it(intent: Intent) -> None:
    found, _ = await run("many", intent, "退款中的那单怎么样了")
    assert "get_refund" in [fact.tool for fact in found.facts]
    assert {fact.data["order_no"] for fact in found.facts if "order_no" in fact.data} == {
        order.order_no for order in DATA.orders if order.customer_id == "many" and order.status == "退款中"
    }


async def test_a_carrier_names_the_parcel_that_it_has() -> None:
    parcel = DATA.shipments[0]
    sent = next(order for order in DATA.orders if order.order_no == parcel.order_no)
    numbers = ("BK20261115101", "BK20261115102", "BK20261115103")
    orders = tuple(sent.model_copy(update={"order_no": no, "status": "已发货", "signed_at": None}) for no in numbers)
    carriers = zip(numbers, ("圆通速递", "京东物流", "圆通速递"), strict=True)
    shipments = tuple(parcel.model_copy(update={"order_no": no, "carrier": carrier}) for no, carrier in carriers)
    world = DATA.model_copy(update={"orders": orders, "shipments": shipments})
    surroundings, _ = context(str(sent.customer_id))
    for question, found, offered in (("京东送的那个到哪了", {numbers[1]}, 0), ("圆通送的那个到哪了", set(), 2)):
        reading = analysis(Intent.LOGISTICS_TRACK, question)
        there = replace(surroundings, orders=MerchantDouble(world))
        told = await gather(plan_tools(reading, there.shop, True), reading, there, PATIENT)
        assert {fact.ref for fact in told.facts if fact.tool == "get_order"} == found
        assert len(told.choices) == offered


async def test_freight_and_discount_are_told_where_there_are_any() -> None:
    plain = next(order for order in DATA.orders if order.customer_id == "many")
    told = order_fact(plain.model_copy(update={"freight": 800, "discount": 1_050}), plain.created_at).lines[1]
    assert "其中运费8元" in told
    assert "已优惠10.50元" in told
    assert "运费" not in order_fact(plain.model_copy(update={"freight": 0, "discount": 0}), plain.created_at).lines[1]
