"""Figures are compared by value and never inside a longer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import says


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("签收15天内可退", "15天"),
        ("每天9:00—23:00有人", "23:00"),
        ("活动11月10日-11月30日", "11月30日"),
        ("活动11.10-11月30日", "11月30日"),
        ("长1.60，500克", "1.60"),
        ("长1.60，500克", "500克"),
        ("满100，200元以上可用", "满100"),
        ("一共１，２８０元", "1280元"),
        ("一共12,345,678元", "12345678元"),
        ("签收十五天内可退", "15天"),
        ("签收15 天内可退", "十五天"),
        ("一共1,280元", "1280元"),
        ("一共¥1280.00", "1,280元"),
        ("一共１２８０元", "1280元"),
        ("满三百元可用", "满300"),
        ("满300元可用", "满三百"),
        ("80块钱", "80元"),
        ("3至7个工作日", "3—7"),
        ("3~7 个工作日", "3-7"),
        ("签收于2026-11-16 10:20", "11月16日"),
        ("签收于2026-11-16 10:20", "11-16"),
        ("到2026年12月01日止", "12月1日"),
        ("保修60 个月", "60个月"),
        ("一次最多12个", "12个"),
        ("请选 L 码", "L码"),
        ("不超过30℃", "30度"),
        ("抗九级风", "9级"),
        ("The parcel was inspected.", "inspect"),
        ("重 11.8 kg", "11.8"),
        ("费率九折", "9折"),
    ],
)
def test_the_same_figure_is_found_in_every_spelling(text: str, wanted: str) -> None:
    assert says(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3-5个月", "5个月"),
        ("9:00-23:00", "3:00"),
        ("长1.60，500克", "1.60500"),
        ("单价1.60,500克装", "605"),
        ("12,3456", "123456"),
        ("签收15天内可退", "5天"),
        ("签收十五天内可退", "五天"),
        ("签收十五天内可退", "5天"),
        ("签收1.5天内", "5天"),
        ("3-7天到账", "7天"),
        ("一共1,280元", "280元"),
        ("一共11280元", "1280元"),
        ("满三百五十元可用", "满三百"),
        ("换芯周期12个月", "12个"),
        ("保修3个工作日", "3个"),
        ("请选XL码", "L码"),
        ("厚12mm", "12m"),
        ("鞋码42.5", "42"),
        ("12月31日截止", "12月3"),
        ("15:30截单", "15"),
        ("8.5折", "5折"),
        ("重 10.5 12 kg", "512"),
    ],
)
def test_another_figure_is_not_taken_for_it(text: str, wanted: str) -> None:
    assert not says(text, wanted)


def test_a_wanted_text_of_nothing_but_spaces_is_never_said() -> None:
    assert not says("任何话", " ")


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["天", "元", "个月", "%", "小时", ""]))
def test_a_number_is_said_exactly_where_it_is_the_number(said: int, wanted: int, unit: str) -> None:
    assert says(f"这里写的是{said}{unit}，请留意", f"{wanted}{unit}") == (said == wanted)


def test_a_clause_after_a_decimal_begins_with_a_number_of_its_own() -> None:
    assert says("70度选1.60，500度选1.67", "1.60")
    assert says("70度选1.60，500度选1.67", "500度")
