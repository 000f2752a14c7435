"""Phone, order and tracking numbers are neither hotlines nor sums of money."""

import pytest

from agent.reasoning.triage.amounts import largest_sum
from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.intents import RiskTopic


@pytest.mark.parametrize("text", ["我电话13912345678，鞋子能退吗", "订单2026123150088的退货", "单号sf1234567退了"])
def test_a_long_number_raises_no_alarm(text: str) -> None:
    assert RISK_TABLE[RiskTopic.LEGAL_MEDIA].formula_hit(text) is None
    assert largest_sum(text) == 0


def test_hotlines_and_sums_still_count() -> None:
    assert RISK_TABLE[RiskTopic.LEGAL_MEDIA].formula_hit("我打12315了") is not None
    assert largest_sum("要退12800元") == 1_280_000
