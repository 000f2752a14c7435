"""Numbers that only identify are out of the model's sight; sums and a device's codes stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.reasoning.triage.masking import masked


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("KD202604120087那套茶具没开箱，退", "[订单号]那套茶具没开箱，退"),
        ("ＡＢ２０２６０１０２０３０４到哪了", "[订单号]到哪了"),
        ("运单 773412345678901，电话13800138000", "运单 [运单号]，电话[电话1]"),
        ("AB 2026 0102 0304 和 SF1234567890123 都退了", "[订单号] 和 [运单号] 都退了"),
    ],
)
def test_numbers_of_orders_parcels_and_people_become_placeholders(text: str, read: str) -> None:
    assert masked(text) == read


@pytest.mark.parametrize(
    "text",
    ["一万三的床退掉", "花了12800元，退", "¥12345678", "一共12345678元", "提示错误代码0x80070057",
     "exception code c0000005", "满300减50", "尾号8821的那单退了"],
)  # fmt: skip
def test_sums_codes_and_tails_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="AB12 -中退元号，.１Ａ¥", max_size=40))
def test_what_is_masked_once_has_nothing_left_to_mask(text: str) -> None:
    assert masked(masked(text)) == masked(text)
