"""A parcel in trouble: the customer is told how it stands, a person is told as well, and the bot goes on."""

from agent.reasoning.embedded.writing.facts import told
from domain.intents import Intent, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import SIGNED
from tests.integration.agent.core.doubles import ScriptedReasonerDouble


def telling(request: CompositionRequest) -> Draft:
    """The facts as they are."""
    return Draft(outcome=Outcome.TOOL_ANSWER, sentences=tuple(told(request.facts, Intent.LOGISTICS_TRACK)))


async def test_a_denied_delivery_opens_one_case_and_the_bot_goes_on(opened: Opens) -> None:
    reading = {"intents": ({"name": Intent.LOGISTICS_TRACK, "confidence": 0.95},)}
    counter = await opened(ScriptedReasonerDouble(reading=reading, drafts=(telling,)))
    first = await counter.say(f"订单{SIGNED}显示签收了，可我没收到")
    assert first.outcome is Outcome.TOOL_ANSWER
    assert first.handoff is not None
    assert "已签收" in first.reply.text
    assert "同事" in first.reply.text
    (handoff,) = await counter.handoffs()
    assert handoff.topic == "parcel"
    assert SIGNED in handoff.reason
    second = await counter.say(f"订单{SIGNED}我真的没收到", first.conversation_id)
    assert second.outcome is Outcome.TOOL_ANSWER
    assert [each.handoff_id for each in await counter.handoffs()] == [handoff.handoff_id]


async def test_a_parcel_that_goes_its_way_opens_none(opened: Opens) -> None:
    reading = {"intents": ({"name": Intent.LOGISTICS_TRACK, "confidence": 0.95},)}
    counter = await opened(ScriptedReasonerDouble(reading=reading, drafts=(telling,)))
    assert (await counter.say(f"订单{SIGNED}是哪天签收的")).handoff is None
    assert await counter.handoffs() == []
