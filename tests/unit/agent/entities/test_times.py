"""Which days a time expression covers."""

from datetime import date, datetime

import pytest

from agent.reasoning.entities.times import days_of
from domain.clock import CHINA

FRIDAY = datetime(2026, 11, 20, 0, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("昨天", date(2026, 11, 19), date(2026, 11, 19)),
        ("前天", date(2026, 11, 18), date(2026, 11, 18)),
        ("上周", date(2026, 11, 9), date(2026, 11, 15)),
        ("月初", date(2026, 11, 1), date(2026, 11, 10)),
        ("月中", date(2026, 11, 11), date(2026, 11, 20)),
        ("月底", date(2026, 10, 21), date(2026, 10, 31)),
        ("这个月底", date(2026, 11, 21), date(2026, 11, 30)),
        ("上个月初", date(2026, 10, 1), date(2026, 10, 10)),
        ("上月底", date(2026, 10, 21), date(2026, 10, 31)),
        ("上周三", date(2026, 11, 11), date(2026, 11, 11)),
        ("上周日", date(2026, 11, 15), date(2026, 11, 15)),
        ("这周", date(2026, 11, 16), date(2026, 11, 20)),
        ("上个月", date(2026, 10, 1), date(2026, 10, 31)),
        ("11月18号", date(2026, 11, 18), date(2026, 11, 18)),
        ("12月3日", date(2025, 12, 3), date(2025, 12, 3)),
        ("十月", date(2026, 10, 1), date(2026, 10, 31)),
        ("三天前", date(2026, 11, 17), date(2026, 11, 17)),
        ("双十一", date(2026, 10, 21), date(2026, 11, 13)),
        ("yesterday", date(2026, 11, 19), date(2026, 11, 19)),
    ],
)
def test_days_of_an_expression(expression: str, first: date, last: date) -> None:
    assert days_of(expression, FRIDAY) == (first, last)


@pytest.mark.parametrize("expression", ["2月30号", "13月5号", "三五天前", "老早以前"])
def test_impossible_days_are_none(expression: str) -> None:
    assert days_of(expression, FRIDAY) is None
