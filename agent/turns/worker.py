"""Works on turns under leases: each as a task of its own, from taking it up to its one committing transaction."""

import asyncio
import logging
import time
import uuid

from agent.bursts import joining
from agent.hub import EventHub
from agent.reply_clock import ReplyClock
from agent.services import Ports
from agent.settlement import Settlement, trace_of
from agent.turns.execution import Execution, Progress
from domain.clock import Clock
from domain.conversation import Work
from domain.errors import LeaseLostError
from domain.ids import ConversationId, TurnId
from domain.scope import scoped

log = logging.getLogger(__name__)


class TurnWorker:
    """The turns of this process."""

    def __init__(
        self,
        ports: Ports,
        hub: EventHub,
        machine: Clock,
        execution: Execution,
        reply_clock: ReplyClock,
        lease_seconds: float,
    ) -> None:
        """Args: machine: the clock of leases; lease_seconds: how long a turn stays this process's without renewal."""
        self.name = f"worker-{uuid.uuid4().hex[:12]}"
        self._ports, self._hub, self._machine = ports, hub, machine
        self._execution, self._clock, self._lease_seconds = execution, reply_clock, lease_seconds
        self._tasks: dict[TurnId, asyncio.Task[None]] = {}

    @property
    def running(self) -> int:
        """Turns under way."""
        return len(self._tasks)

    def task(self, turn_id: TurnId) -> asyncio.Task[None] | None:
        """The turn's task, where it is under way here."""
        return self._tasks.get(turn_id)

    def spawn(self, work: Work, progress: Progress | None = None) -> None:
        """Begin a turn whose lease this process holds."""
        turn_id = work.turn.turn_id
        task = asyncio.create_task(self._work(work, progress), name=f"turn {turn_id}")
        self._tasks[turn_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(turn_id, None))

    async def recover(self) -> int:
        """Take over the turns that a crash left; returns how many."""
        taken = 0
        for turn_id in await self._ports.conversations.unfinished(self._machine.now()):
            if turn_id not in self._tasks and await self._take(turn_id):
                taken += 1
        return taken

    async def drain(self, seconds: float) -> None:
        """Wait for the running turns; what isn't done by then is taken over after a restart."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=seconds)

    async def _take(self, turn_id: TurnId) -> bool:
        work = await self._ports.conversations.take(turn_id, self.name, self._machine.now(), self._lease_seconds)
        if work is not None:
            self.spawn(work)
        return work is not None

    async def _take_next(self, conversation_id: ConversationId) -> None:
        for turn_id in await self._ports.conversations.unfinished(self._machine.now(), conversation_id):
            if await self._take(turn_id):
                return

    async def _work(self, work: Work, progress: Progress | None) -> None:
        turn = work.turn
        ids = {"turn_id": turn.turn_id, "conversation_id": turn.conversation_id, "shop": turn.shop}
        with scoped(turn.shop, turn.turn_id), self._ports.observer.span("turn", ids):
            await self._work_in_scope(work, progress)

    async def _work_in_scope(self, work: Work, progress: Progress | None) -> None:
        turn, started = work.turn, time.monotonic()
        try:
            with self._hub.listening(joining(turn.turn_id)) as joined:
                settlement = await self._committed(work, progress, joined)
        except LeaseLostError:
            log.warning("turn %s was taken over by another worker", turn.turn_id)
            return
        except Exception:
            # The store is out of reach: the lease runs out and the turn is tried again. Its text stays out of the log.
            log.exception("turn %s could not be written", turn.turn_id)
            return
        finally:
            self._hub.ring(turn.conversation_id)
        result = settlement.result
        topic = result.handoff.topic if result.handoff else None
        self._ports.observer.turn_ended(result.outcome.value, topic, time.monotonic() - started)
        try:
            await self._take_next(turn.conversation_id)
        except Exception:
            # This turn is written; the next one is `watch`'s then.
            log.exception("looking for the next turn failed")

    async def _committed(self, work: Work, progress: Progress | None, joined: asyncio.Event) -> Settlement:
        """Run the turn until it is written: from the start again whenever a message has joined it."""
        store = self._ports.conversations
        while True:
            async with self._clock.running(work):
                found = await self._execution.settle(work, progress, joined)
            if found is not None:
                settlement, state = found
                with self._ports.observer.span("commit"):
                    trace = trace_of(state)
                    if await store.commit(work.turn, settlement.result, settlement.writes, work.lease, trace):
                        return settlement
                await self._execution.discard(settlement)
            joined.clear()
            work = await store.again(work.lease, work.turn, self._machine.now(), self._lease_seconds)
