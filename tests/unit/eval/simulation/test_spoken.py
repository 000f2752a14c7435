"""A chat model speaks for the customer; where it errs the trial is cancelled and counted apart."""

import json
from typing import Any

import pytest

from domain.intents import Outcome
from eval.attempt import Exchange
from eval.metrics import RunFacts, summarise
from eval.runner import run_samples
from eval.samples import Sample
from eval.simulation.customer import SimulationFailedError
from eval.simulation.spoken import SpokenCustomer
from eval.solvers.chat_model import ChatModelSolver
from tests.unit.agent.llm.doubles import SHOP, ScriptedChat
from tests.unit.eval.doubles import AT, attempt
from tests.unit.eval.judging.test_judge import DownChat
from tests.unit.eval.simulation.scripts import said, script

ASKED = said(("想退货", "请问订单号是多少？"))


def _speaks(**fields: Any) -> ScriptedChat:
    line = {"words": "单号是TL2026111801", "used": [1], "done": False, **fields}
    return ScriptedChat(lambda _: json.dumps(line, ensure_ascii=False))


async def test_the_model_sees_goal_facts_and_conversation_and_its_words_are_taken() -> None:
    model = _speaks()
    assert await SpokenCustomer(model)(script(), ASKED) == "单号是TL2026111801"
    for told in (
        "退掉那个壶",
        "1. TL2026111801（客服问到这些才说：订单号、哪一单）",
        "顾客：想退货",
        "客服：请问订单号是多少？",
    ):
        assert told in model.prompts[0]


async def test_a_customer_that_is_done_says_nothing_more() -> None:
    assert await SpokenCustomer(_speaks(done=True, words="", used=[]))(script(), ASKED) is None


async def test_code_and_not_the_model_decides_that_the_conversation_is_over() -> None:
    model = _speaks()
    over = said(("想退货", "已提交"), outcome=Outcome.APPROVAL)
    assert await SpokenCustomer(model)(script(), over) is None
    assert model.prompts == []


@pytest.mark.parametrize(
    "model",
    [
        _speaks(words="单号是TL2026119999"),
        _speaks(words="  "),
        _speaks(used=[3]),
        _speaks(mood="angry"),
        ScriptedChat(lambda _: "好的"),
        DownChat(),
    ],
    ids=["made-up number", "silent", "no such fact", "another field", "no JSON", "down"],
)
async def test_a_simulator_that_errs_is_told_apart_from_an_agent_that_does(model: ScriptedChat | DownChat) -> None:
    with pytest.raises(SimulationFailedError):
        await SpokenCustomer(model)(script(), ASKED)


class _Asking:
    """A solver double: asks for the order number, then lets the customer talk."""

    def __init__(self, talk: SpokenCustomer) -> None:
        self._talk = talk

    async def solve(self, sample: Sample) -> Any:
        said = [Exchange(text=sample.turns[0], result=attempt("订单号？", Outcome.CLARIFY).result)]
        await self._talk(sample, said)
        return attempt("好", Outcome.APPROVAL)


async def test_a_cancelled_trial_is_neither_passed_nor_failed() -> None:
    samples = [script()]
    trials = await run_samples(samples, _Asking(SpokenCustomer(DownChat())), trials=2)
    assert [(t.passed, t.cancelled) for t in trials] == [(False, "The chat model did not answer in time.")] * 2
    summary = summarise(samples, trials, RunFacts("shop", ("a.yaml",), AT, 1.0, 0, 2))
    assert (summary.samples, summary.passed, summary.cancelled) == (0, 0, 2)


async def test_a_bare_model_is_asked_with_the_conversation_so_far_and_its_outcome_is_not_known() -> None:
    model = ScriptedChat(lambda prompt: "在的" if "（无）" in prompt else "可以退")
    sample = Sample.model_validate(
        {"id": "a", "customer": None, "turns": ["在吗", "能退吗"], "expect": {"outcome": ["tool_answer"]}}
    )
    got = await ChatModelSolver(model, SHOP).solve(sample)
    assert [exchange.result.reply.text for exchange in got.exchanges] == ["在的", "可以退"]
    assert "顾客：在吗\n客服：在的" in model.prompts[1]
    assert (got.outcome_known, got.tools, got.passages, got.tokens) == (False, None, None, 14)
    passed = await run_samples([sample], ChatModelSolver(model, SHOP))
    assert passed[0].passed
