"""The LLM reasoner: what it shows the model, and what it makes of the answers."""

import json
import re
from collections.abc import Callable

import pytest

from agent.checks.verify import verify
from agent.reasoning.llm.reasoner import LlmReasoner
from domain.analysis import Line
from domain.errors import ModelFailedError
from domain.intents import Intent, Outcome, RiskTopic, Speaker
from tests.unit.agent.llm.doubles import ScriptedChat, analysis_request, composition, fact, passage

POLICY = "商品签收后15天内可以申请退货，吊牌拆除的除外。"
READING = {
    "intents": [{"name": "return_no_reason", "confidence": 0.9}],
    "sentiment": 2,
    "urgency": 1,
    "risk_topic": None,
    "question": "鞋子能退吗",
    "request": "ask",
    "follow_up": False,
    "price_sensitive": False,
    "injection": False,
}


def written(text: str = POLICY, quote: str = POLICY, evidence_id: str = "p1", **fields: object) -> str:
    sentence = {"text": text, "supports": [{"evidence_id": evidence_id, "quote": quote}]}
    answer = {"outcome": "answer", "sentences": [sentence], "question": "", "missing": [], "confidence": 0.9}
    return json.dumps({**answer, **fields}, ensure_ascii=False)


def always(text: str) -> Callable[[str], str]:
    return lambda _: text


async def test_a_grounded_answer_becomes_a_draft_that_passes_verification() -> None:
    request = composition(passages=(passage(POLICY),))
    draft = await LlmReasoner(ScriptedChat(always(written()))).compose(request)
    assert draft.outcome is Outcome.ANSWER
    assert draft.reasoner == "llm"
    assert draft.tokens == 7
    assert draft.prompt is not None
    assert re.fullmatch(r"composition@\d+#[0-9a-f]{12}", draft.prompt)
    assert draft.text == "亲，" + POLICY
    assert verify(draft, request) == []


async def test_an_answer_from_a_tool_fact_is_a_tool_answer() -> None:
    line = "您的订单已经发货。"
    chat = ScriptedChat(always(written(line, line, "f1")))
    draft = await LlmReasoner(chat).compose(composition(facts=(fact(line),), passages=(passage(POLICY),)))
    assert draft.outcome is Outcome.TOOL_ANSWER


async def test_a_wrong_number_beside_a_true_quote_is_caught_by_verification() -> None:
    request = composition(passages=(passage(POLICY),))
    chat = ScriptedChat(always(written("商品签收后30天内可以申请退货，吊牌拆除的除外。")))
    assert verify(await LlmReasoner(chat).compose(request), request)


@pytest.mark.parametrize(
    "answer",
    [
        "好的，可以退。",
        "{}",
        written(quote="签收后30天内可以退货"),
        written(evidence_id="p9"),
        written(sentences=[]),
        written(sentences=[{"text": "可以退。", "supports": []}]),
        written(outcome="clarify"),
        written(outcome="clarify", sentences=[], question="加我微信。"),
        written(outcome="approval"),
        written(confidence=7),
        written()[:-20],
    ],
)
async def test_an_answer_that_is_not_what_was_asked_for_is_a_model_failure(answer: str) -> None:
    with pytest.raises(ModelFailedError):
        await LlmReasoner(ScriptedChat(always(answer))).compose(composition(passages=(passage(POLICY),)))


async def test_a_code_fence_around_the_object_is_no_harm() -> None:
    chat = ScriptedChat(always(f"```json\n{written()}\n```"))
    draft = await LlmReasoner(chat).compose(composition(passages=(passage(POLICY),)))
    assert draft.outcome is Outcome.ANSWER


async def test_an_abstention_is_worded_by_code() -> None:
    chat = ScriptedChat(always(written("随便说的话。", outcome="abstain", missing=["保修"])))
    draft = await LlmReasoner(chat).compose(composition(passages=(passage(POLICY),)))
    assert draft.outcome is Outcome.ABSTAIN
    assert "随便说的话" not in draft.text
    assert draft.missing == ("保修",)


async def test_one_question_back_is_a_clarification() -> None:
    chat = ScriptedChat(always(written(outcome="clarify", sentences=[], question="请问您说的是哪一款？")))
    draft = await LlmReasoner(chat).compose(composition(passages=(passage(POLICY),)))
    assert draft.outcome is Outcome.CLARIFY
    assert draft.text == "亲，请问您说的是哪一款？"


async def test_personal_data_stays_here_and_is_put_back() -> None:
    line = "收货电话是13912345678。"

    def answer(prompt: str) -> str:
        shown = prompt.split("get_order\n")[1].splitlines()[0]
        return written(shown, shown, "f1")

    chat = ScriptedChat(answer)
    history = (Line(speaker=Speaker.CUSTOMER, text="我电话13912345678"),)
    request = composition("我留的13912345678对吗", facts=(fact(line),), history=history)
    draft = await LlmReasoner(chat).compose(request)
    assert "13912345678" not in chat.prompts[0]
    assert "[电话1]" in chat.prompts[0]
    assert draft.sentences[-1].text == line
    assert draft.sentences[-1].supports[0].quote == line


async def test_internal_passages_are_not_shown_and_alone_are_no_evidence() -> None:
    secret = passage("进货价四十元。", "p2", internal=True)
    chat = ScriptedChat(always(written()))
    await LlmReasoner(chat).compose(composition(passages=(passage(POLICY), secret)))
    assert "进货价" not in chat.prompts[0]
    with pytest.raises(ModelFailedError):
        await LlmReasoner(chat).compose(composition(passages=(secret,)))


async def test_evidence_is_shown_as_far_as_the_models_own_tokens_allow() -> None:
    long, short = passage("长" * 1600 + "。", "p1"), passage("短" * 600 + "。", "p2")
    chat = ScriptedChat(always(written(evidence_id="p0")))
    for tokens_each in (1, 3):
        reasoner = LlmReasoner(chat, count=lambda text, each=tokens_each: each * len(text))  # type: ignore[misc]
        await reasoner.compose(composition(passages=(passage(POLICY, "p0"), long, short)))
    assert ["长" in prompt for prompt in chat.prompts] == [True, False]
    assert ["短" in prompt for prompt in chat.prompts] == [True, True]


async def test_each_call_has_its_own_fence_and_the_same_beginning() -> None:
    chat = ScriptedChat(always(written()))
    for _ in range(2):
        await LlmReasoner(chat).compose(composition(passages=(passage(POLICY),)))
    fences = [re.findall(r"#[0-9a-f]{16}#", prompt) for prompt in chat.prompts]
    assert [len(set(found)) for found in fences] == [1, 1]
    assert fences[0][0] != fences[1][0]
    first, second = (prompt.split(found[0])[0] for prompt, found in zip(chat.prompts, fences, strict=True))
    assert first == second


async def test_a_reading_takes_over_every_field() -> None:
    answer = {**READING, "risk_topic": "privacy", "question": "[电话1]收得到短信吗"}
    chat = ScriptedChat(always(json.dumps(answer, ensure_ascii=False)))
    read = await LlmReasoner(chat).analyse(analysis_request("13912345678收得到短信吗"))
    assert read.intent is Intent.RETURN_NO_REASON
    assert read.risk_topic is RiskTopic.PRIVACY
    assert read.question == "13912345678收得到短信吗"
    assert "13912345678" not in chat.prompts[0]


@pytest.mark.parametrize(
    "wrong", [{"intents": []}, {"sentiment": 9}, {"risk_topic": "boredom"}, {"intents": [{"name": "x"}]}, {"extra": 1}]
)
async def test_a_reading_outside_the_vocabulary_is_a_model_failure(wrong: dict[str, object]) -> None:
    chat = ScriptedChat(always(json.dumps({**READING, **wrong})))
    with pytest.raises(ModelFailedError) as error:
        await LlmReasoner(chat).analyse(analysis_request("能退吗"))
    assert error.value.__cause__ is None
