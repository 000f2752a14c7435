"""Order, tracking and phone numbers in formats that nobody announced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.reasoning.entities.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("订单AB202601020304到哪了", ("AB202601020304",)),
        ("我的订单号 AB 2026 0102 0304 怎么还没发", ("AB202601020304",)),
        ("AB-20260102-0304", ("AB202601020304",)),
        ("ＡＢ２０２６０１０２０３０４", ("AB202601020304",)),
        ("20260102000123456", ("20260102000123456",)),
        ("order 2026-1111-2222 where is it", ("202611112222",)),
        ("订单 12345 呢", ("12345",)),
        ("AB202601020304和AB202601020305都退了", ("AB202601020304", "AB202601020305")),
        ("AB202601020304 AB202601020305", ("AB202601020304", "AB202601020305")),
        ("Please cancel AB20260102001 and refund", ("AB20260102001",)),
    ],
)
def test_an_order_number_is_read_whole_in_any_writing(text: str, orders: tuple[str, ...]) -> None:
    assert numbers_in(text).orders == orders


@pytest.mark.parametrize(
    "text",
    ["2026-11-18下的单", "手机13800138000", "138 0013 8000", "020-88888888打了没人接", "400-800-1234",
     "20000mAh的多少钱", "我500块买的3个月", "X-200 E3 怎么办", "满300减50", "尾号8821那单"],
)  # fmt: skip
def test_dates_phones_codes_and_quantities_are_no_order_numbers(text: str) -> None:
    assert numbers_in(text).orders == ()


@pytest.mark.parametrize(
    ("text", "tail"),
    [("尾号8821的那单", "8821"), ("后四位是0101", "0101"), ("最后四个数字是0603", "0603"), ("0603那单", "0603"),
     ("the order ending in 8821", "8821")],
)  # fmt: skip
def test_a_tail_is_read_with_its_leading_noughts(text: str, tail: str) -> None:
    assert numbers_in(text).tails == (tail,)


@pytest.mark.parametrize("text", ["SF1234567890123到哪了", "快递单号SF1234567890123", "sf 1234567890123 查一下"])
def test_a_carrier_prefix_makes_a_tracking_number(text: str) -> None:
    found = numbers_in(text)
    assert (found.tracking, found.orders) == (("SF1234567890123",), ())


def test_what_is_said_before_a_number_outweighs_its_form() -> None:
    assert numbers_in("运单号 773412345678901").tracking == ("773412345678901",)
    assert numbers_in("订单号SF1234567890123").orders == ("SF1234567890123",)


@given(st.text(alphabet="AB12 -中尾号，.", max_size=60))
def test_any_text_is_read_without_an_error_and_without_repeats(text: str) -> None:
    found = numbers_in(text)
    assert all(len(set(kind)) == len(kind) for kind in found)
