"""Carries what the shop says to the system where the customer is: in order, again after a failure."""

import asyncio
import logging
from datetime import timedelta

from agent.services import Ports
from domain.channels import ChannelSender, ChannelThread, ChannelThreads
from domain.clock import Clock, SystemClock
from domain.conversation import Event
from domain.errors import ConfigurationError, NotFoundError, UnavailableError
from domain.ids import MessageId
from domain.intents import Speaker

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
CLAIM = timedelta(seconds=60)
"""Longer than carrying one event takes."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=10)


class Courier:
    """Reads the conversations' event logs, so that late approvals and people's messages go the same way."""

    def __init__(
        self, ports: Ports, threads: ChannelThreads, sender: ChannelSender, machine_clock: Clock | None = None
    ) -> None:
        """Args: machine_clock: for pauses and claims; the shop's clock may stand still."""
        self._ports, self._threads, self._sender = ports, threads, sender
        self._machine = machine_clock or SystemClock()

    async def run(self) -> None:
        """For ever; cancelled at shutdown."""
        while True:
            try:
                carried = await self.carry()
            except Exception:
                log.exception("looking for what to carry failed; trying again")
                carried = 0
            if not carried:
                await asyncio.sleep(POLL_SECONDS)

    async def carry(self) -> int:
        """Carry what waits; returns how many threads were looked after."""
        now = self._machine.now()
        claimed = await self._threads.claim_due(now, now + CLAIM)
        await asyncio.gather(*map(self._carry_thread, claimed))
        return len(claimed)

    async def _carry_thread(self, thread: ChannelThread) -> None:
        try:
            for event in await self._ports.conversations.events(thread.shop, thread.conversation_id, thread.delivered):
                await self._carry_event(thread, event)
                await self._threads.note_delivered(thread, event.seq)
                thread = thread.model_copy(update={"delivered": event.seq, "attempts": 0})
            await self._threads.put_back(thread, self._machine.now(), failed=False)
        except (UnavailableError, ConfigurationError) as error:
            log.warning("conversation %s can't be carried on: %s", thread.conversation_id, error)
            await self._threads.put_back(thread, self._machine.now() + _pause(thread.attempts), failed=True)

    async def _carry_event(self, thread: ChannelThread, event: Event) -> None:
        try:
            if event.type == "message" and event.data.get("speaker") != Speaker.CUSTOMER.value:
                if text := str(event.data.get("text", "")):
                    message_id = MessageId(str(event.data["message_id"]))
                    await self._sender.say(thread, message_id, text, bool(event.data.get("ai_generated")))
            elif event.type == "handoff":
                await self._sender.pass_to_people(thread, await self._note(thread, event))
        except NotFoundError:
            log.warning("conversation %s is gone where it came from", thread.conversation_id)

    async def _note(self, thread: ChannelThread, event: Event) -> str:
        handoff = await self._ports.handoffs.open_handoff(thread.shop, thread.conversation_id)
        summary = handoff.summary if handoff else ""
        return "\n".join(filter(None, (f"转人工：{event.data.get('reason', '')}", summary)))


def _pause(attempts: int) -> timedelta:
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempts, 10)))
