"""Works on turns under leases: each as a task of its own, from taking it up to its one committing transaction."""

import asyncio
import logging
import time
import uuid

from pydantic import JsonValue

from agent.bursts import joining
from agent.hub import EventHub
from agent.reply_clock import ReplyClock
from agent.services import Ports
from agent.settlement import Settlement, trace_of
from agent.turns.execution import Execution, Progress
from domain.clock import Clock
from domain.conversation import Committed, TurnResult, Work
from domain.errors import LeaseLostError
from domain.ids import ConversationId, TurnId
from domain.scope import scoped
from domain.shop import Shop

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
        self._ended: dict[TurnId, asyncio.Future[TurnResult | None]] = {}

    @property
    def running(self) -> int:
        """Turns under way."""
        return len(self._tasks)

    def ended(self, turn_id: TurnId) -> "asyncio.Future[TurnResult | None] | None":
        """The turn's end, where it is under way here: its result once that is written, None where it wasn't here."""
        return self._ended.get(turn_id)

    def spawn(self, work: Work, progress: Progress | None = None, shop: Shop | None = None) -> None:
        """Begin a turn whose lease this process holds. Args: shop: where it has just been read."""
        turn_id = work.turn.turn_id
        task = asyncio.create_task(self._work(work, progress, shop), name=f"turn {turn_id}")
        self._tasks[turn_id] = task
        ended = self._ended[turn_id] = asyncio.get_running_loop().create_future()

        def done(_: "asyncio.Task[None]") -> None:
            self._tasks.pop(turn_id, None)
            self._ended.pop(turn_id, None)
            if not ended.done():
                ended.set_result(None)

        task.add_done_callback(done)

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

    async def _work(self, work: Work, progress: Progress | None, shop: Shop | None) -> None:
        turn = work.turn
        ids = {"turn_id": turn.turn_id, "conversation_id": turn.conversation_id, "shop": turn.shop}
        with scoped(turn.shop, turn.turn_id), self._ports.observer.span("turn", ids):
            await self._work_in_scope(work, progress, shop)

    async def _work_in_scope(self, work: Work, progress: Progress | None, shop: Shop | None) -> None:
        turn, started = work.turn, time.monotonic()
        try:
            with self._hub.listening(joining(turn.turn_id)) as joined:
                settlement = await self._committed(work, progress, joined, shop)
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

    async def _committed(
        self, work: Work, progress: Progress | None, joined: asyncio.Event, shop: Shop | None
    ) -> Settlement:
        """Run the turn until it is written: from the start again whenever a message has joined it."""
        store = self._ports.conversations
        while True:
            async with self._clock.running(work):
                found = await self._execution.settle(work, progress, joined, shop)
            if found is not None:
                settlement, state = found
                with self._ports.observer.span("commit"):
                    came = await self._commit(work, settlement, trace_of(state))
                if came is Committed.WRITTEN:
                    self._tell(work.turn.turn_id, settlement.result)
                else:
                    await self._execution.discard(settlement)
                if came:
                    return settlement
            joined.clear()
            work = await store.again(work.lease, work.turn, self._machine.now(), self._lease_seconds)

    async def _commit(self, work: Work, settlement: Settlement, trace: dict[str, JsonValue]) -> Committed:
        try:
            return await self._ports.conversations.commit(
                work.turn, settlement.result, settlement.writes, work.lease, trace
            )
        except LeaseLostError:
            # What another worker makes of the turn has threads of its own; these hold the customer's words.
            await self._execution.discard(settlement)
            raise

    def _tell(self, turn_id: TurnId, result: TurnResult) -> None:
        ended = self._ended.get(turn_id)
        if ended is not None and not ended.done():
            ended.set_result(result)
