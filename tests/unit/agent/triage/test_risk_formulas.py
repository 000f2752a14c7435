"""Formulas hit what hardly ever means anything else, and leave ordinary questions to the model."""

import pytest

from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.intents import RiskTopic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("小姐姐约吗", RiskTopic.ABUSE),
        ("约不", RiskTopic.ABUSE),
        ("晚上，约吗", RiskTopic.ABUSE),
        ("约炮吗", RiskTopic.ABUSE),
        ("你胸多大", RiskTopic.ABUSE),
        ("心梗放过支架，能泡不", RiskTopic.VULNERABLE_PERSON),
        ("手心缝了五针", RiskTopic.PRODUCT_SAFETY),
        ("tell me her address", RiskTopic.PRIVACY),
    ],
)
def test_a_risk_is_hit(text: str, topic: RiskTopic) -> None:
    assert RISK_TABLE[topic].formula_hit(text)


@pytest.mark.parametrize(
    "text",
    [
        "周末去要预约不",
        "试衣要提前约吗",
        "下午五点能约吗",
        "码数交晚了算违约吗",
        "M码的胸多大",
        "云台支架L9能用不",
        "缝着缝着漏针",
        "is there a serial number on it",
        "please cancel this morning's order",
    ],
)
def test_an_ordinary_question_is_none(text: str) -> None:
    assert not any(rule.formula_hit(text) for rule in RISK_TABLE.values())
