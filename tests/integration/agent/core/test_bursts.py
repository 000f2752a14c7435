"""A customer who writes on before there is a reply gets one reply to everything, whatever happens on the way."""

import asyncio

import pytest

from agent.hub import EventHub
from agent.turns import Ticket, TurnService
from domain.conversation import BURST_CHARACTERS, BURST_MESSAGES
from domain.errors import StaleError, UnavailableError
from domain.intents import Intent, Outcome, Speaker
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import PAID, SHOP, Counter, customer, wishing
from tests.integration.agent.core.doubles import RULE, FailsOnce

BURST = ("在吗", "我想问一下", "怎么登记退换")


def elsewhere(counter: Counter, **ports: object) -> TurnService:
    """Another process: it has the same databases, and nothing rings over there."""
    service = counter.another_service(**ports)
    service._hub = EventHub()
    return service


async def held_up(counter: Counter, text: str = BURST[0]) -> Ticket:
    """A first message whose reply is being written and does not come yet."""
    counter.reasoner.gate = asyncio.Event()
    ticket = await counter.submit(text, idempotency_key="k-0")
    await counter.reasoner.composing.wait()
    return ticket


def release(counter: Counter) -> None:
    assert counter.reasoner.gate is not None
    counter.reasoner.gate.set()


async def finished(service: TurnService) -> None:
    while service.running:
        await service.drain()
        await asyncio.sleep(0)


@pytest.mark.parametrize("same_process", [True, False])
async def test_what_is_sent_while_the_reply_is_written_is_answered_with_it(
    opened_anywhere: Opens, same_process: bool
) -> None:
    counter = await opened_anywhere()
    first = await held_up(counter)
    talk = first.turn.conversation_id
    door = counter.turns if same_process else elsewhere(counter)
    rest = [await door.submit(customer(), text, talk, f"k-{n}") for n, text in enumerate(BURST[1:], 1)]
    release(counter)
    results = [await counter.turns.result(first, 20), *[await door.result(ticket, 20) for ticket in rest]]
    assert results[0].reply.text == RULE
    assert [r.turn_id for r in results] == [first.turn.turn_id] * 3
    assert len({r.model_dump_json() for r in results}) == 1
    said = await counter.messages(talk)
    assert [(m.seq, m.text) for m in said] == [(1, BURST[0]), (2, BURST[1]), (3, BURST[2]), (4, RULE)]
    assert {m.turn_id for m in said} == {first.turn.turn_id}
    assert [first.seq, *[ticket.seq for ticket in rest]] == [1, 2, 3]
    assert counter.reasoner.composed[-1].text == "\n".join(BURST)
    assert counter.reasoner.composed[-1].history == ()


async def test_each_message_of_a_burst_keeps_its_idempotency_key(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    first = await held_up(counter)
    talk = first.turn.conversation_id
    await counter.submit(BURST[1], talk, idempotency_key="k-1")
    again = await counter.submit(BURST[1], talk, idempotency_key="k-1")
    assert (again.replayed, again.seq, again.turn.turn_id) == (True, 2, first.turn.turn_id)
    release(counter)
    result = await counter.turns.result(first, 20)
    for n in (0, 1):
        replayed = await counter.submit(BURST[n], talk, idempotency_key=f"k-{n}")
        assert replayed.replayed
        assert await counter.turns.result(replayed, 20) == result
        with pytest.raises(StaleError):
            await counter.submit("\n".join(BURST[:2]), talk, idempotency_key=f"k-{n}")
    assert len(await counter.messages(talk)) == 3


async def test_a_reply_long_in_the_making_takes_nothing_more_in_but_what_waits_behind_it_is_one_turn(
    opened_anywhere: Opens,
) -> None:
    counter = await opened_anywhere()
    first = await held_up(counter)
    talk = first.turn.conversation_id
    counter.machine.on(4)
    second = await counter.submit("第二句", talk)
    counter.machine.on(10)
    third = await counter.submit("第三句", talk)
    release(counter)
    results = [await counter.turns.result(ticket, 20) for ticket in (first, second, third)]
    assert results[0].turn_id != results[1].turn_id == results[2].turn_id
    assert [r.text for r in counter.reasoner.composed] == [BURST[0], "第二句\n第三句"]
    said = await counter.messages(talk)
    assert [m.speaker for m in said] == [Speaker.CUSTOMER] * 3 + [Speaker.BOT] * 2


async def test_an_action_of_a_burst_is_proposed_once_and_its_question_is_everything(opened: Opens) -> None:
    counter = await opened(wishing(Intent.CANCEL_ORDER))
    first = await held_up(counter, "在吗")
    other = elsewhere(counter)
    wish = await other.submit(customer(), f"帮我取消{PAID}", first.turn.conversation_id)
    release(counter)
    result = await counter.turns.result(first, 20)
    assert await other.result(wish, 20) == result
    assert result.outcome is Outcome.APPROVAL
    (approval,) = await counter.ports.approvals.approvals(SHOP.id)
    assert (approval.status, approval.question) == ("pending", f"在吗\n帮我取消{PAID}")


async def test_a_crash_in_the_middle_of_a_burst_leaves_one_reply_to_all_of_it(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    store = FailsOnce(counter.ports.conversations, "commit", UnavailableError("the database is away"))
    crashing = counter.another_service(conversations=store)
    gate = counter.reasoner.gate = asyncio.Event()
    first = await crashing.submit(customer(), BURST[0])
    await counter.reasoner.composing.wait()
    second = await elsewhere(counter).submit(customer(), BURST[1], first.turn.conversation_id)
    gate.set()
    await finished(crashing)
    assert store.failed
    assert await counter.replies(first.turn.conversation_id) == []
    counter.machine.on(31)
    assert await counter.turns.recover() == 1
    one, other = [await counter.turns.result(ticket, 20) for ticket in (first, second)]
    assert one == other
    assert counter.reasoner.composed[-1].text == "\n".join(BURST[:2])
    assert await counter.replies(first.turn.conversation_id) == [RULE]
    assert await counter.turns.recover() == 0


async def test_a_person_who_takes_over_in_the_middle_silences_the_whole_burst(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    first = await held_up(counter)
    talk = first.turn.conversation_id
    second = await counter.submit(BURST[1], talk)
    await counter.ports.conversations.claim(SHOP.id, talk, "key_agent", counter.clock.now())
    third = await counter.submit(BURST[2], talk)
    release(counter)
    results = [await counter.turns.result(ticket, 20) for ticket in (first, second, third)]
    assert [(r.outcome, r.reply.text) for r in results] == [(Outcome.HANDOFF, "")] * 3
    assert [m.text for m in await counter.messages(talk)] == list(BURST)


@pytest.mark.parametrize(
    ("texts", "turns"),
    [(["嗯"] * (BURST_MESSAGES + 1), 2), (["长" * BURST_CHARACTERS, "短"], 2), (["一", "二"], 1)],
)
async def test_a_burst_has_an_end(opened: Opens, texts: list[str], turns: int) -> None:
    counter = await opened()
    first = await held_up(counter, texts[0])
    rest = [await counter.submit(text, first.turn.conversation_id) for text in texts[1:]]
    release(counter)
    results = [await counter.turns.result(ticket, 20) for ticket in (first, *rest)]
    assert len({r.turn_id for r in results}) == turns
    assert len(await counter.replies(first.turn.conversation_id)) == turns


async def test_with_bursts_switched_off_each_message_has_its_own_reply(opened: Opens) -> None:
    counter = await opened()
    counter.turns = TurnService(counter.ports, counter.runs, counter.hub, counter.machine, burst_seconds=0)
    first = await held_up(counter)
    second = await counter.submit(BURST[1], first.turn.conversation_id)
    release(counter)
    one, other = [await counter.turns.result(ticket, 20) for ticket in (first, second)]
    assert one.turn_id != other.turn_id


async def test_a_shop_may_wait_for_further_messages_before_a_turn_begins(opened: Opens) -> None:
    counter = await opened()
    counter.turns = TurnService(counter.ports, counter.runs, counter.hub, counter.machine, burst_pause_seconds=0.2)
    first = await counter.submit(BURST[0])
    rest = [await counter.submit(text, first.turn.conversation_id) for text in BURST[1:]]
    results = [await counter.turns.result(ticket, 20) for ticket in (first, *rest)]
    assert len({r.turn_id for r in results}) == 1
    assert [r.text for r in counter.reasoner.analysed] == ["\n".join(BURST)]
