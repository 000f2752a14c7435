"""Who asks for a list of one's own orders isn't passed to people as a matter of privacy."""

import pytest

from agent.reasoning.triage.own_list import lists_own_orders


@pytest.mark.parametrize("text", ["我的订单全部列一下", "查一下我的所有订单", "我名下的单子都报一下", "我的订单有哪些"])
def test_a_list_of_ones_own_orders_is_asked_for(text: str) -> None:
    assert lists_own_orders(text)


@pytest.mark.parametrize(
    "text",
    [
        "我的订单被别人看到了",
        "我的订单信息谁泄露的",
        "查一下我老婆的所有订单",
        "把我的订单和资料都删掉",
        "我的订单到哪了",
    ],
)
def test_whatever_else_is_said_of_orders_is_not(text: str) -> None:
    assert not lists_own_orders(text)
