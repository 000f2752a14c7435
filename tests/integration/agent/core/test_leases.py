"""A turn that takes longer than its lease keeps it as long as its process lives."""

import asyncio
from typing import Any

from agent.turns import TurnService
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.doubles import RULE, ScriptedReasonerDouble

LEASE = 0.06


class Renewals:
    """A store that tells when a lease has been renewed."""

    def __init__(self, real: Any) -> None:
        self._real, self.renewed = real, asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def renew(self, *args: Any) -> Any:
        lease = await self._real.renew(*args)
        self.renewed.set()
        return lease


async def test_a_slow_turn_of_a_living_process_is_not_taken_over(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere(ScriptedReasonerDouble(gate=asyncio.Event()))
    store = Renewals(counter.ports.conversations)
    ports = counter.another_service(conversations=store)._ports
    slow = TurnService(ports, counter.runs, counter.hub, counter.machine, lease_seconds=LEASE)
    counter.turns = slow
    ticket = await counter.submit("怎么登记退换")
    other = counter.another_service()
    for _ in range(3):
        # As long again as two thirds of the lease: without a renewal it would have run out at the second look.
        counter.machine.on(LEASE * 2 / 3)
        store.renewed.clear()
        await store.renewed.wait()
        assert await other.recover() == 0
    assert counter.reasoner.gate is not None
    counter.reasoner.gate.set()
    assert (await slow.result(ticket, 20)).reply.text == RULE
    assert len(counter.reasoner.composed) == 1
