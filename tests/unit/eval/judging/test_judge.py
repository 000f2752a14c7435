"""A chat model's verdict counts only where it can be read, is sure, and quotes what the reply says."""

import json
from collections.abc import Callable

import pytest

from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.errors import ModelFailedError
from domain.intents import Outcome
from eval.judging.judge import Judge
from eval.judging.rubric import Rubric
from tests.unit.agent.llm.doubles import ScriptedChat
from tests.unit.eval.doubles import attempt, sample

RUBRIC = Rubric(name="语气", criteria=("回复礼貌", "没有推卸责任"))
REPLY = "亲，未拆封的签收后15天内可以退。"


class DownChat:
    """A chat model double that is down."""

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        raise ModelFailedError("The chat model did not answer in time.")


def _says(**fields: object) -> ScriptedChat:
    answer = {"verdict": "pass", "reason": "有礼貌", "quote": "", **fields}
    return ScriptedChat(lambda _: json.dumps(answer, ensure_ascii=False))


@pytest.mark.parametrize(
    ("model", "passed", "told"),
    [
        (_says(), True, ""),
        (_says(quote="签收后15天内"), True, ""),
        (_says(quote="签收后 15天内"), True, ""),
        (_says(verdict="fail", reason="没有称呼", quote="亲"), False, "没有称呼"),
        (_says(verdict="unsure"), None, "unsure"),
        (_says(quote="签收后30天内"), None, "doesn't say"),
        (_says(verdict="excellent"), None, "can't be read"),
        (_says(score=5), None, "can't be read"),
        (ScriptedChat(lambda _: "合格"), None, "can't be read"),
        (ScriptedChat(lambda _: ""), None, "can't be read"),
        (ScriptedChat(lambda _: '{"verdict": "pass"'), None, "can't be read"),
        (DownChat(), None, "in time"),
    ],
    ids=[
        "pass", "quote", "quote with a space", "fail", "unsure", "quote of another reply", "another verdict",
        "another field", "no JSON", "empty", "cut off", "down",
    ],
)  # fmt: skip
async def test_a_verdict_that_can_be_relied_on_counts_and_any_other_is_unscored(
    model: ScriptedChat | DownChat, passed: bool | None, told: str
) -> None:
    score = await Judge(model, RUBRIC).score(["没拆封能退吗"], REPLY)
    assert (score.scorer, score.passed) == ("judge", passed)
    assert told in score.explanation
    assert passed or score.explanation


async def test_the_model_gets_rubric_conversation_evidence_and_reply_behind_a_boundary_that_nobody_knows() -> None:
    model = _says()
    got = attempt(REPLY, asked="没拆封能退吗", trace={"facts": [{"ref": "A1", "lines": ["签收后15天内可退"]}]})
    for _ in range(2):
        await Judge(model, RUBRIC)(sample("a"), got)
    for told in ("1. 回复礼貌", "2. 没有推卸责任", "顾客：没拆封能退吗", "签收后15天内可退", REPLY):
        assert told in model.prompts[0]
    boundaries = [next(line for line in p.splitlines() if line.startswith("边界标记：")) for p in model.prompts]
    assert boundaries[0] != boundaries[1]


async def test_replies_of_outcomes_that_the_rubric_is_not_about_are_not_judged() -> None:
    model = _says()
    assert await Judge(model, RUBRIC)(sample("a"), attempt(REPLY, Outcome.HANDOFF)) is None
    assert model.prompts == []


@pytest.mark.parametrize(
    "other",
    [
        lambda: Judge(_says(), RUBRIC, "another-model"),
        lambda: Judge(_says(), Rubric(name="语气", criteria=("回复礼貌",)), "model"),
    ],
)
def test_another_model_or_rubric_is_another_judge(other: Callable[[], Judge]) -> None:
    assert other().identity != Judge(_says(), RUBRIC, "model").identity
    assert Judge(_says(), RUBRIC, "model").identity == Judge(_says(), RUBRIC, "model").identity
