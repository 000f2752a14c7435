"""Clocks that jump: nothing is lost, said twice or done twice, whichever way they go."""

import asyncio

import pytest

from domain.errors import StaleError
from domain.intents import Intent, Speaker
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import AGENT, APPROVE, CANCEL, SHOP, wishing

HOUR = 3600.0


@pytest.mark.parametrize("jump", [-HOUR, -60.0, 60.0, HOUR])
async def test_a_machine_clock_that_jumps_after_a_decision_leaves_one_effect(opened: Opens, jump: float) -> None:
    shop = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await shop.asked(CANCEL)
    await shop.desk.decide(AGENT, approval.approval_id, APPROVE)
    shop.machine.on(jump)
    await asyncio.gather(shop.worker.work_once(), shop.hand().work_once())
    shop.machine.on(max(0.0, -jump) + 60)
    for _ in range(2):
        await shop.work_off()
        await shop.hand().work_once()
    assert len(shop.merchant.executed) == 1
    assert len(await shop.replies(approval.conversation_id)) == 2
    assert await shop.ports.outbox.pending_effects() == 0


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
async def test_a_machine_clock_that_jumps_while_messages_wait_answers_each_once(opened: Opens, jump: float) -> None:
    shop = await opened()
    talk = (await shop.say("在吗")).conversation_id
    shop.reasoner.gate = asyncio.Event()
    tickets = [await shop.submit("第一句", talk)]
    await shop.reasoner.composing.wait()
    # Too late to join the first, or to be answered before it.
    shop.machine.on(10)
    tickets.append(await shop.submit("第二句", talk))
    shop.machine.on(jump)
    other = shop.another_service()
    await other.recover()
    shop.reasoner.gate.set()
    for ticket in tickets:
        await shop.turns.result(ticket, 20)
    await other.drain()
    said = await shop.messages(talk)
    assert [m.text for m in said if m.speaker is Speaker.CUSTOMER] == ["在吗", "第一句", "第二句"]
    assert sum(m.speaker is Speaker.BOT for m in said) == 3


async def test_a_shops_clock_that_goes_back_reopens_no_expired_approval(opened: Opens) -> None:
    shop = await opened(wishing(Intent.CANCEL_ORDER))
    approval = await shop.asked(CANCEL)
    shop.clock.on(49 * HOUR)
    await shop.worker.expire()
    shop.clock.on(-49 * HOUR)
    with pytest.raises(StaleError):
        await shop.desk.decide(AGENT, approval.approval_id, APPROVE)
    await shop.worker.expire()
    assert [a.status for a in await shop.ports.approvals.approvals(SHOP.id)] == ["expired"]
    assert len(await shop.replies(approval.conversation_id)) == 2
    assert shop.merchant.executed == []
