"""What the rule engine allows, case by case."""

from datetime import timedelta
from typing import Any

import pytest

from agent.rules import Eligibility, eligibility
from domain.orders import Order, OrderStatus, Refund
from domain.rules import Caps, Exclusion, Extension, Rules, Window, WindowRule
from tests.unit.agent.rules.shop_world import NOON, PRODUCTS, customer, days_ago, order


def decide(name: str, about: Order | None, rules: Rules | None = None, tier: str = "普通", **args: Any) -> Eligibility:
    return eligibility(name, about, customer(tier), PRODUCTS, rules or Rules(), NOON, args)


def test_the_last_day_of_a_window_is_still_allowed_and_the_day_after_is_not() -> None:
    last = decide("create_return", order("已签收", 7), reason="不喜欢")
    after = decide("create_return", order("已签收", 8), reason="不喜欢")
    assert last.allowed
    assert last.last_day == NOON.date()
    assert not after.allowed
    assert after.last_day == NOON.date() - timedelta(days=1)


def test_days_are_counted_on_the_shops_clock_and_not_in_utc() -> None:
    # 23:30 in China is still the day before in UTC at 15:30; half past midnight in China is the day before in UTC.
    early = order("已签收", 3, signed_at=days_ago(7, 0) + timedelta(minutes=30))
    assert decide("create_return", early, reason="不喜欢").last_day == NOON.date()


def test_the_most_generous_matching_window_replaces_the_general_one() -> None:
    rules = Rules(
        return_windows=(
            WindowRule(window=Window(days=3), categories=("灯具",)),
            WindowRule(window=Window(days=30), tiers=("金卡",)),
        )
    )
    assert not decide("create_return", order("已签收", 5), rules, reason="不喜欢").allowed
    assert decide("create_return", order("已签收", 30), rules, tier="金卡", reason="不喜欢").allowed


def test_extensions_by_tier_and_region_add_up() -> None:
    rules = Rules(extensions=(Extension(days=5, tiers=("金卡",)), Extension(days=4, regions=("新疆",))))
    far = order("已签收", 16, address="新疆维吾尔自治区乌鲁木齐市样例街2号")
    assert decide("create_return", far, rules, tier="金卡", reason="不喜欢").allowed
    assert not decide("create_return", far, rules, reason="不喜欢").allowed


def test_a_category_matches_by_a_level_of_its_path() -> None:
    rules = Rules(return_windows=(WindowRule(window=Window(days=40), categories=("本册",)),))
    assert decide("create_return", order("已签收", 40, "B1"), rules, reason="不喜欢").allowed


def test_rules_can_look_at_extra_fields_of_the_order() -> None:
    rules = Rules(return_windows=(WindowRule(window=Window(days=1), fields={"channel": ("直播",)}),))
    live = order("已签收", 3, extra={"channel": "直播"})
    assert not decide("create_return", live, rules, reason="不喜欢").allowed
    assert decide("create_return", order("已签收", 3), rules, reason="不喜欢").allowed


def test_an_excluded_item_is_left_out_and_the_rest_may_come_back() -> None:
    rules = Rules(exclusions=(Exclusion(reason="生鲜不支持无理由退货", categories=("生鲜",)),))
    both = decide("create_return", order("已签收", 3, "F1", "L1"), rules, reason="不喜欢")
    assert both.allowed
    assert both.items == ("护眼台灯",)
    assert any("生鲜" in reason for reason in both.reasons)
    assert not decide("create_return", order("已签收", 3, "F1"), rules, reason="不喜欢").allowed


def test_a_fault_is_never_excluded_and_the_shop_pays_the_way_back() -> None:
    rules = Rules(exclusions=(Exclusion(reason="生鲜不支持无理由退货", categories=("生鲜",)),))
    found = decide("create_return", order("已签收", 3, "F1"), rules, reason="收到就变质了")
    assert found.allowed
    assert any("由店铺承担" in reason for reason in found.reasons)


def test_opened_goods_are_for_a_person_to_check() -> None:
    rules = Rules(exclusions=(Exclusion(reason="拆封后不支持退货", categories=("灯具",), when="opened"),))
    found = decide("create_return", order(), rules, reason="不喜欢")
    assert found.allowed
    assert found.to_check == ("拆封后不支持退货。",)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("待付款", True),
        ("待发货", True),
        ("已发货", False),
        ("已签收", False),
        ("退款中", False),
        ("已完成", False),
        ("已取消", False),
    ],
)
def test_cancelling_goes_by_status_and_a_refusal_says_why(status: OrderStatus, allowed: bool) -> None:
    found = decide("cancel_order", order(status))
    assert found.allowed is allowed
    assert found.reasons
    assert found.needs == ("agent" if allowed else "nobody")


def test_goods_declared_to_customs_can_be_cancelled_for_some_hours_only() -> None:
    rule = Exclusion(reason="已报关", categories=("灯具",), actions=("cancel_order",), after_hours=2)
    rules = Rules(exclusions=(rule,))
    assert decide("cancel_order", order("待发货", paid_at=NOON - timedelta(hours=1)), rules).allowed
    assert not decide("cancel_order", order("待发货", paid_at=NOON - timedelta(hours=2)), rules).allowed


def test_goods_on_their_way_that_never_go_back_are_not_put_off_until_they_are_signed_for() -> None:
    rules = Rules(exclusions=(Exclusion(reason="定制商品不支持退换", categories=("灯具",)),))
    found = decide("create_return", order("已发货"), rules, reason="不喜欢")
    assert not found.allowed
    assert "定制商品不支持退换。" in found.reasons
    assert "签收后再申请" not in found.alternative
    assert "签收后再申请" in decide("create_return", order("已发货"), reason="不喜欢").alternative


def test_money_back_before_shipping_is_a_cancellation() -> None:
    found = decide("create_refund", order("待发货"), reason="不想要了")
    assert not found.allowed
    assert "取消订单" in found.alternative


def test_refund_without_return_needs_a_fault() -> None:
    assert not decide("create_refund", order(), reason="不喜欢").allowed
    assert decide("create_refund", order(), reason="坏的", amount=5_000).amount == 5_000


def test_a_refund_never_exceeds_what_is_left_of_the_order() -> None:
    earlier = Refund(refund_no="R1", order_no="T20261100001", amount=20_000, status="已退款")
    void = Refund(refund_no="R2", order_no="T20261100001", amount=20_000, status="已关闭")
    args = {"reason": "坏的", "amount": 900}
    left = eligibility("create_refund", order(), customer(), PRODUCTS, Rules(), NOON, args, (earlier, void))
    assert not left.allowed
    assert eligibility("create_refund", order(), customer(), PRODUCTS, Rules(), NOON, args, (void,)).allowed


@pytest.mark.parametrize(("cap", "needs"), [(Caps(agent=20_800), "agent"), (Caps(agent=20_799), "admin")])
def test_the_caps_say_who_approves(cap: Caps, needs: str) -> None:
    assert decide("create_refund", order(), Rules(refund_caps=cap), reason="坏的").needs == needs


def test_above_the_highest_cap_nobody_approves_here_and_people_take_over() -> None:
    found = decide("create_refund", order(), Rules(refund_caps=Caps(agent=1, admin=2)), reason="坏的")
    assert (found.allowed, found.needs, found.high_value) == (False, "nobody", True)


def test_price_protection_pays_the_difference_within_its_window_only() -> None:
    dearer = order("已签收", 3, "L1").model_copy(
        update={"items": (order().items[0].model_copy(update={"unit_price": 25_000}),), "total": 25_800}
    )
    rules = Rules(price_protection=Window(days=12, day_from="paid"))
    assert decide("create_refund", dearer, rules, reason="降价了，申请价保").amount == 5_000
    short = Rules(price_protection=Window(days=11, day_from="paid"))
    assert not decide("create_refund", dearer, short, reason="价保").allowed
    assert not decide("create_refund", dearer, reason="价保").allowed


def test_a_fall_in_price_is_made_good_once() -> None:
    dearer = order("已签收", 3, "L1").model_copy(
        update={"items": (order().items[0].model_copy(update={"unit_price": 25_000}),), "total": 25_800}
    )
    had = Refund(refund_no="R1", order_no="T20261100001", amount=5_000, status="退款处理中", reason="降价了退差价")
    other = Refund(refund_no="R2", order_no="T20261100001", amount=5_000, status="退款成功", reason="少发一件")
    rules, args = Rules(price_protection=Window(days=12, day_from="paid")), {"reason": "差价退我"}
    again = eligibility("create_refund", dearer, customer(), PRODUCTS, rules, NOON, args, (had,))
    assert not again.allowed
    assert "50元" in again.reasons[-1]
    assert eligibility("create_refund", dearer, customer(), PRODUCTS, rules, NOON, args, (other,)).amount == 5_000


def test_an_address_is_refused_where_the_shop_does_not_deliver() -> None:
    rules = Rules(no_delivery=("香港",), address_change_same_province=True)
    assert not decide("change_address", order("待发货"), rules, address="香港九龙测试街1号").allowed
    assert not decide("change_address", order("待发货"), rules, address="江苏省南京市样例街2号").allowed
    assert decide("change_address", order("待发货"), rules, address="宁波市测试路9号").allowed
    assert not decide("change_address", order("已发货"), rules, address="宁波市测试路9号").allowed


def test_a_missing_signing_time_is_said_and_not_guessed() -> None:
    found = decide("create_return", order("已签收", None), reason="不喜欢")
    assert not found.allowed
    assert "核对" in found.reasons[0]


def test_an_invoice_has_its_own_window() -> None:
    rules = Rules(invoice_window=Window(days=11, day_from="paid"))
    assert not decide("issue_invoice", order(), rules).allowed
    assert decide("issue_invoice", order()).allowed


@pytest.mark.parametrize("name", ["drop_table", "", "issue_coupon", "cancel_order"])
def test_unknown_actions_absent_orders_and_nonsense_arguments_are_refused(name: str) -> None:
    assert not eligibility(name, None, None, (), Rules(), NOON, {"amount": "50", "reason": 3}).allowed
