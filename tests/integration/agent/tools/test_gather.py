"""What the tools bring for a turn, on a real order backend."""

import pytest

from agent.tools.notices import BACKEND_DOWN, NEED_ADDRESS, NO_SUCH_ORDER, SIGN_IN
from domain.intents import Intent
from tests.integration.agent.tools.conftest import Stocked
from tests.integration.agent.tools.shop_counter import BERT, an_order, lines, turn


async def test_the_parcel_of_the_one_order_on_its_way_is_told(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "已签收", 12), an_order("AB20260002", "已发货", 2))
    found = await turn(orders, "我的快递到哪了", Intent.LOGISTICS_TRACK)
    assert {fact.ref for fact in found.facts if fact.tool == "get_order"} <= {"AB20260002"}
    assert any("已揽收" in line for line in lines(found, "track_shipment"))
    assert not found.choices


async def test_two_orders_that_fit_are_asked_about_and_nothing_is_proposed(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "已签收", 6), an_order("AB20260002", "已签收", 5))
    found = await turn(orders, "我要退货", Intent.RETURN_NO_REASON, "do")
    assert len(found.choices) == 2
    assert not found.actions


@pytest.mark.parametrize("text", ["AB20260009到哪了", "尾号0009那单到哪了", "订单号 AB 2026 0009 到哪了"])
async def test_a_foreign_order_is_as_absent_as_none(with_orders: Stocked, text: str) -> None:
    orders = await with_orders(an_order("AB20260001", "已发货", 2), an_order("AB20260009", "已发货", 2, customer=BERT))
    found = await turn(orders, text, Intent.LOGISTICS_TRACK)
    absent = await turn(orders, text.replace("9", "7"), Intent.LOGISTICS_TRACK)
    assert found.notices == absent.notices == (NO_SUCH_ORDER,)
    assert found.facts == ()


async def test_a_visitor_learns_nothing_and_is_asked_to_sign_in(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "已发货", 2))
    found = await turn(orders, "AB20260001到哪了", Intent.LOGISTICS_TRACK, customer=None)
    assert (found.facts, found.choices, found.notices) == ((), (), (SIGN_IN,))


async def test_money_back_before_the_parcel_leaves_is_a_cancellation(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "待发货", 1))
    (report,) = (await turn(orders, "不想要了帮我退款", Intent.RETURN_NO_REASON, "do")).actions
    assert (report.name, report.allowed) == ("cancel_order", True)
    assert report.proposal is not None
    assert (report.proposal.order_no, report.proposal.amount) == ("AB20260001", 8_850)
    assert report.evidence_ids


async def test_a_return_in_time_is_proposed_and_one_too_late_is_refused_with_the_last_day(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "已签收", 9), an_order("AB20260002", "已签收", 30))
    in_time = (await turn(orders, "尾号0001那单我要退货", Intent.RETURN_NO_REASON, "do")).actions[0]
    too_late = (await turn(orders, "尾号0002那单我要退货", Intent.RETURN_NO_REASON, "do")).actions[0]
    assert in_time.allowed
    assert in_time.proposal is not None
    assert not too_late.allowed
    assert too_late.proposal is None
    assert any("5月31日" in reason for reason in too_late.reasons)


async def test_asking_whether_it_can_go_back_proposes_nothing(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "已签收", 6))
    (report,) = (await turn(orders, "我买的收纳筐还能退吗", Intent.RETURN_NO_REASON)).actions
    assert report.allowed
    assert report.proposal is None


@pytest.mark.parametrize("text", ["怎么退货", "几天之内可以无理由退货", "退货运费谁出"])
async def test_a_question_about_the_rules_needs_no_order(with_orders: Stocked, text: str) -> None:
    found = await turn(await with_orders(an_order("AB20260001", "已签收", 6)), text, Intent.RETURN_NO_REASON)
    assert (found.facts, found.actions, found.notices) == ((), (), ())


async def test_a_new_address_is_proposed_and_a_missing_one_is_asked_for(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "待发货", 1))
    given = await turn(orders, "地址改成江苏省南京市玄武区样板路12号3幢", Intent.CHANGE_ADDRESS, "do")
    missing = await turn(orders, "帮我改下地址", Intent.CHANGE_ADDRESS, "do")
    assert given.actions[0].proposal is not None
    assert given.actions[0].proposal.args["address"] == "江苏省南京市玄武区样板路12号3幢"
    assert missing.notices == (NEED_ADDRESS,)
    assert not missing.actions


async def test_notes_for_people_and_full_addresses_never_reach_a_fact(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "待发货", 1))
    found = await turn(orders, "我的订单什么情况", Intent.ORDER_STATUS)
    assert found.facts
    said = "".join(fact.model_dump_json() for fact in found.facts)
    assert "内部备注" not in said
    assert "试验路9号" not in said


async def test_a_backend_that_fails_costs_a_notice_and_nothing_else() -> None:
    class BrokenBackendFake:
        def __getattr__(self, name: str) -> object:
            raise ConnectionError

    found = await turn(BrokenBackendFake(), "我的快递到哪了", Intent.LOGISTICS_TRACK)  # type: ignore[arg-type]
    assert found.notices == (BACKEND_DOWN,)
    assert found.facts == ()
