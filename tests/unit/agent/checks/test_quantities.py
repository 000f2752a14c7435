"""Quantities that say the same are the same, however they are written."""

import pytest

from agent.checks.quantities import quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("十五天", "15日"),
        ("24小时", "一天"),
        ("一周", "7天"),
        ("半年", "6个月"),
        ("两千元", "¥2,000"),
        ("1.5万元", "15000元"),
        ("八五折", "8.5折"),
        ("百分之三十", "30%"),
        ("下午5点半", "17:30"),
        ("11月18号", "2026年11月18日"),
        ("Ｅ３", "E3"),
        ("三到五天", "3-5天"),
    ],
)
def test_two_ways_to_write_it_are_one_quantity(one: str, other: str) -> None:
    left, right = quantities(one), quantities(other)
    assert left
    assert len(left) == len(right)
    assert all(a.same_as(b) for a, b in zip(left, right, strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7天", "15天"),
        ("7个工作日", "7天"),
        ("15元", "15天"),
        ("3-5天", "3-7天"),
        ("9折", "8折"),
        ("11月18日", ("11月19日")),
        (("E3"), ("E4")),
    ],
)
def test_different_quantities_differ(one: str, other: str) -> None:
    assert not all(any(a.same_as(b) for b in quantities(other)) for a in quantities(one))


@pytest.mark.parametrize(
    "text", ["第一次使用", "一定帮您", "1. 打开电源", "① 打开电源", "第三步", "万一坏了", ("十分抱歉"), ("一个问题")]
)
def test_words_with_number_characters_are_no_quantities(text: str) -> None:
    assert not quantities(text)


def test_offsets_point_into_the_text() -> None:
    text = "满１９９元包邮，１５天内可退"
    assert [text[q.start : q.end] for q in quantities(text)] == ["１９９元", "１５天"]
