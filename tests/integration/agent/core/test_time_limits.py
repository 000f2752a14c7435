"""A turn has its time, and a customer isn't left in silence meanwhile."""

import asyncio

from agent.turns import TurnService
from domain.intents import Outcome
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import SHOP, Counter
from tests.integration.agent.core.doubles import RULE, ScriptedReasonerDouble

ASKED = "怎么登记退换"


def _with(counter: Counter, **limits: float) -> TurnService:
    return TurnService(counter.ports, counter.runs, counter.hub, counter.machine, **limits)  # type: ignore[arg-type]


async def test_a_turn_that_takes_too_long_goes_to_a_person(opened_anywhere: Opens) -> None:
    never = asyncio.Event()
    counter = await opened_anywhere(ScriptedReasonerDouble(gate=never))
    counter.turns = _with(counter, turn_seconds=0.05)
    result = await counter.say(ASKED)
    assert result.outcome is Outcome.HANDOFF
    assert result.reply.text
    (handoff,) = await counter.handoffs()
    assert handoff.topic == "malfunction"


async def test_who_waits_long_is_told_once_and_then_gets_the_reply(opened_anywhere: Opens) -> None:
    gate = asyncio.Event()
    counter = await opened_anywhere(ScriptedReasonerDouble(gate=gate))
    counter.turns = _with(counter, reply_seconds=0.01)
    ticket = await counter.submit(ASKED)
    with counter.hub.listening(ticket.turn.conversation_id) as bell:
        while len(await counter.messages(ticket.turn.conversation_id)) < 2:
            await bell.wait()
            bell.clear()
    gate.set()
    await counter.turns.result(ticket, 20)
    _, waiting, reply = await counter.messages(ticket.turn.conversation_id)
    assert waiting.ai_generated
    assert "稍等" in waiting.text
    assert reply.text == RULE
    assert await counter.ports.promises.promises(SHOP.id) == []


async def test_who_gets_a_reply_at_once_hears_nothing_in_between(opened: Opens) -> None:
    counter = await opened()
    result = await counter.say(ASKED)
    assert await counter.replies(result.conversation_id) == [RULE]
