"""What a coupon is limited to, as merchants write it."""

import pytest

from agent.tools.describe.coupons import why_not
from domain.ids import CustomerId
from domain.orders import Coupon, Order, OrderItem
from tests.unit.agent.tools.shop_world import DATA, NOW

CATEGORIES = {"L1": "灯具/台灯", "S1": "家具", "P1": "文具", "X1": "文具电器"}
ORDER = DATA.orders[0].model_copy(
    update={
        "items": (
            OrderItem(sku="L1", name="护眼台灯", qty=1, unit_price=10_000),
            OrderItem(sku="P1", name="刻字钢笔", qty=2, unit_price=3_000),
        ),
        "goods_amount": 16_000,
    }
)


def judged(scope: str, threshold: int = 0, order: Order = ORDER) -> str | None:
    coupon = Coupon(coupon_id="C", customer_id=CustomerId("one"), scope=scope, threshold=threshold, amount=500)
    return why_not(coupon, order, NOW, CATEGORIES)


@pytest.mark.parametrize(
    "scope",
    ["", "全场通用", "全店", "仅限台灯", "灯具类", "限文具、家具", "护眼台灯专用", "家具除外", "除家具外全场可用"],
)
def test_usable_within_its_scope(scope: str) -> None:
    assert judged(scope) is None


@pytest.mark.parametrize("scope", ["家具", "限家具类", "仅限家具使用", "文具电器", "灯具、文具除外"])
def test_not_usable_outside_of_it(scope: str) -> None:
    assert judged(scope) == "这笔订单里没有适用范围内的商品"


def test_a_scope_that_names_no_goods_of_the_shop_is_shown_and_not_judged() -> None:
    assert judged("新客首单") is None


def test_the_threshold_is_met_by_the_goods_within_the_scope() -> None:
    assert judged("文具", threshold=6_000) is None
    assert judged("文具", threshold=6_001) == "这笔订单里适用商品的金额60元没有达到门槛"
    assert judged("", threshold=16_001) == "这笔订单的商品金额160元没有达到门槛"
