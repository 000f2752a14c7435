"""The embedded reasoner behind the model: when it takes over, and with what."""

import pytest

from agent.reasoning.fallback import FallbackReasoner
from domain.intents import Intent, Outcome, RiskTopic
from domain.reasoner import ActionReport
from domain.reply import Draft, Failure, Sentence
from tests.unit.agent.llm.doubles import FixedReasoner, analysis_request, composition, passage, reading

BY_MODEL = Draft(outcome=Outcome.ANSWER, sentences=(Sentence(text="模型写的。"),), reasoner="llm")
BY_RULES = Draft(outcome=Outcome.ANSWER, sentences=(Sentence(text="抄录的。"),))
PASSAGES = (passage("签收后15天内可退。"),)
REFUSED = Failure(check="number", sentence=0, message="数字不在引文里")


def pair(model_works: bool = True) -> tuple[FallbackReasoner, FixedReasoner, FixedReasoner]:
    model = FixedReasoner("llm", reading(Intent.EXCHANGE, 0.9), BY_MODEL) if model_works else FixedReasoner("llm")
    embedded = FixedReasoner("embedded", reading(Intent.STOCK), BY_RULES)
    return FallbackReasoner(model, embedded), model, embedded


async def test_a_working_model_writes_and_sharpens() -> None:
    reasoner, _, embedded = pair()
    assert await reasoner.compose(composition(passages=PASSAGES)) == BY_MODEL
    assert embedded.composed == []
    assert (await reasoner.analyse(analysis_request("换一件"))).intent is Intent.EXCHANGE


async def test_a_failing_model_is_replaced() -> None:
    reasoner, _, embedded = pair(model_works=False)
    assert await reasoner.compose(composition(passages=PASSAGES)) == BY_RULES
    assert await reasoner.analyse(analysis_request("换一件")) == embedded.analysis


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"passages": (passage("进价。", internal=True),)},
        {"passages": PASSAGES, "choices": ("订单甲", "订单乙")},
        {"passages": PASSAGES, "notices": ("请先登录。",)},
        {"passages": PASSAGES, "actions": (ActionReport(name="cancel_order", allowed=False),)},
        {"passages": PASSAGES, "analysis": reading(injection=True)},
        {"passages": PASSAGES, "analysis": reading(Intent.CHITCHAT), "text": "谢谢"},
        {"passages": PASSAGES, "failures": (REFUSED,), "refused_author": "llm"},
    ],
)
async def test_what_code_words_is_not_given_to_the_model(fields: dict[str, object]) -> None:
    reasoner, model, _ = pair()
    assert await reasoner.compose(composition(**{"text": "能退吗", **fields})) == BY_RULES  # type: ignore[arg-type]
    assert model.composed == []


@pytest.mark.parametrize(("author", "passed_on"), [("llm", ()), ("embedded", (REFUSED,))])
async def test_failures_reach_only_the_author_of_the_draft(author: str, passed_on: tuple[Failure, ...]) -> None:
    reasoner, _, embedded = pair()
    await reasoner.compose(composition(passages=PASSAGES, failures=(REFUSED,), refused_author=author))
    assert embedded.composed[0].failures == passed_on


@pytest.mark.parametrize("base", [reading(risk_topic=RiskTopic.SELF_HARM), reading(injection=True)])
async def test_a_turn_that_goes_to_people_anyway_is_not_shown_to_the_model(base: object) -> None:
    model = FixedReasoner("llm", reading())
    embedded = FixedReasoner("embedded", base)  # type: ignore[arg-type]
    assert await FallbackReasoner(model, embedded).analyse(analysis_request("…")) == base
    assert model.read == []
