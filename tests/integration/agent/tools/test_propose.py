"""The rules are asked through one door: at proposal, at approval and before execution."""

import pytest

from agent.tools.notices import BAD_ARGUMENTS, NO_SUCH_ORDER, UNKNOWN_TOOL
from agent.tools.propose import propose_action
from tests.integration.agent.tools.conftest import Stocked
from tests.integration.agent.tools.shop_counter import ANNA, BERT, SHOP, an_order, context


async def test_the_same_arguments_give_the_same_proposal_again(with_orders: Stocked) -> None:
    tools = context(await with_orders(an_order("AB20260001", "已签收", 6)))
    first = (await propose_action("create_refund", {"order_no": "AB20260001", "reason": "收到就坏了"}, tools)).proposal
    assert first is not None
    assert (await propose_action(first.name, first.args, tools)).proposal == first


async def test_a_changed_order_shows_in_the_version_and_a_cancelled_one_is_refused(with_orders: Stocked) -> None:
    orders = await with_orders(an_order("AB20260001", "待发货", 1))
    proposed = (await propose_action("cancel_order", {"order_no": "AB20260001"}, context(orders))).proposal
    assert proposed is not None
    assert proposed.order_version
    await orders.execute(SHOP.id, ANNA, proposed.name, proposed.args, "key-1")
    again = await propose_action(proposed.name, proposed.args, context(orders))
    assert not again.allowed
    assert again.reasons


@pytest.mark.parametrize("order_no", ["AB20260002", "AB29999999"])
async def test_an_order_of_somebody_else_or_of_nobody_is_refused_alike(with_orders: Stocked, order_no: str) -> None:
    orders = await with_orders(an_order("AB20260001", "待发货", 1), an_order("AB20260002", "待发货", 1, customer=BERT))
    report = await propose_action("cancel_order", {"order_no": order_no}, context(orders))
    assert (report.allowed, report.reasons) == (False, (NO_SUCH_ORDER,))


@pytest.mark.parametrize(
    ("name", "args", "reason"),
    [
        ("get_order", {"order_no": "AB20260001"}, UNKNOWN_TOOL),
        ("delete_everything", {}, UNKNOWN_TOOL),
        ("cancel_order", {}, BAD_ARGUMENTS),
        ("cancel_order", {"order_no": "AB20260001", "customer_id": "bert"}, BAD_ARGUMENTS),
        ("create_refund", {"order_no": "AB20260001", "reason": "坏了", "amount": "一块"}, BAD_ARGUMENTS),
    ],
)
async def test_what_is_no_action_or_names_a_customer_is_refused_without_raising(
    with_orders: Stocked, name: str, args: dict[str, object], reason: str
) -> None:
    tools = context(await with_orders(an_order("AB20260001", "待发货", 1)))
    report = await propose_action(name, args, tools)
    assert (report.allowed, report.proposal, report.reasons) == (False, None, (reason,))


async def test_nobody_signed_in_means_no_action(with_orders: Stocked) -> None:
    tools = context(await with_orders(an_order("AB20260001", "待发货", 1)), customer=None)
    assert not (await propose_action("cancel_order", {"order_no": "AB20260001"}, tools)).allowed
