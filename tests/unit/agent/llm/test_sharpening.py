"""A model's reading may sharpen the embedded one, never soften it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.reasoning.sharpening import sharpened, stricter
from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.analysis import Analysis, Entities
from domain.intents import Intent, RiskTopic
from tests.unit.agent.llm.doubles import reading

READINGS = st.builds(
    reading,
    intent=st.sampled_from(Intent),
    confidence=st.floats(0, 1),
    sentiment=st.integers(1, 5),
    urgency=st.integers(0, 2),
    risk_topic=st.none() | st.sampled_from(RiskTopic),
    injection=st.booleans(),
    question=st.text(max_size=20),
    entities=st.builds(Entities, order_nos=st.lists(st.from_regex(r"[0-9]{8}", fullmatch=True)).map(tuple)),
)


@given(base=READINGS, model=READINGS)
def test_nothing_strict_is_ever_lost(base: Analysis, model: Analysis) -> None:
    both = sharpened(base, model)
    assert both.sentiment <= base.sentiment
    assert both.urgency >= base.urgency
    assert both.injection or not base.injection
    assert both.entities == base.entities
    if base.risk_topic is not None:
        assert both.risk_topic is not None
        assert RISK_TABLE[both.risk_topic].priority <= RISK_TABLE[base.risk_topic].priority
    if base.intent is Intent.HUMAN_REQUEST:
        assert both.intent is Intent.HUMAN_REQUEST
    assert both.intents


def test_any_risk_is_stricter_than_none() -> None:
    assert stricter(None, RiskTopic.PRIVACY) is RiskTopic.PRIVACY
    assert stricter(RiskTopic.PRIVACY, None) is RiskTopic.PRIVACY
    assert stricter(None, None) is None


@pytest.mark.parametrize(("confidence", "first"), [(0.9, Intent.EXCHANGE), (0.3, Intent.STOCK)])
def test_the_models_intent_leads_only_where_it_is_sure(confidence: float, first: Intent) -> None:
    both = sharpened(reading(Intent.STOCK), reading(Intent.EXCHANGE, confidence))
    assert both.intent is first
    assert Intent.STOCK in [score.name for score in both.intents]


@pytest.mark.parametrize(("question", "kept"), [("蓝色那款还有货吗", True), ("订单20260001到哪了", False), ("", False)])
def test_a_question_with_figures_of_its_own_is_not_taken_over(question: str, kept: bool) -> None:
    both = sharpened(reading(question="那蓝色的呢"), reading(question=question))
    assert (both.question == question) is kept
