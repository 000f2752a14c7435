"""Takes a customer's message in, has the graph run, writes what it came to: two transactions a turn."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.context import TurnContext
from agent.handover import malfunction
from agent.hub import EventHub
from agent.runs import GraphRuns, Run
from agent.services import Ports
from agent.settlement import Settlement, settle_turn, trace_of
from agent.state import State
from agent.vocabulary import Vocabulary
from domain.clock import Clock, SystemClock
from domain.conversation import Begun, Opening, Turn, TurnResult, Work
from domain.credentials import Principal
from domain.errors import LeaseLostError, UnavailableError
from domain.ids import ConversationId, TurnId

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
"""How often a turn in another process's hands is looked at."""


@dataclass(frozen=True)
class Ticket:
    """A turn under way."""

    turn: Turn
    replayed: bool
    """The idempotency key was used before."""


class TurnService:
    """Runs turns, each as a task of its own: a client that hangs up loses nothing."""

    def __init__(
        self,
        ports: Ports,
        runs: GraphRuns,
        hub: EventHub,
        machine_clock: Clock | None = None,
        lease_seconds: float = 30.0,
        max_running: int = 200,
    ) -> None:
        """Open the service.

        Args:
            ports: the outside.
            runs: the graph.
            hub: wakes who follows a conversation.
            machine_clock: for leases; the shop's clock may stand still.
            lease_seconds: longer than any turn takes.
            max_running: turns under way at once in this process; more are refused.
        """
        self._lease_seconds, self._max_running = lease_seconds, max_running
        self._ports, self._runs, self._hub = ports, runs, hub
        self._machine = machine_clock or SystemClock()
        self._worker = f"worker-{uuid.uuid4().hex[:12]}"
        self._vocabulary = Vocabulary(ports.search, ports.orders)
        self._tasks: dict[TurnId, asyncio.Task[None]] = {}

    async def submit(
        self,
        principal: Principal,
        message: str,
        conversation_id: ConversationId | None = None,
        idempotency_key: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Ticket:
        """Store the message and start its turn.

        Raises:
            NotFoundError: the conversation isn't the caller's.
            StaleError: the idempotency key was used with another message.
            UnavailableError: too many turns are under way; nothing was stored.
        """
        if len(self._tasks) >= self._max_running:
            raise UnavailableError("Too many messages are being answered just now: send it again in a moment.")
        shop = await self._ports.shops.get_shop(principal.shop)
        opening = Opening(
            shop=principal.shop,
            owner=principal.owner,
            customer_id=principal.customer_id,
            conversation_id=conversation_id,
            # Cards, ids and passwords must never reach the store; the graph would be too late.
            text=redact_secrets(sanitise(message).text).text,
            idempotency_key=idempotency_key,
            at=self._ports.clock_of(shop).now(),
            worker=self._worker,
            leased_at=self._machine.now(),
            lease_seconds=self._lease_seconds,
        )
        begun = await self._ports.conversations.begin(opening)
        self._hub.ring(begun.conversation.conversation_id)
        if begun.turn.result is None:
            self._start(begun, progress)
        return Ticket(begun.turn, replayed=begun.work is None)

    async def result(self, ticket: Ticket, seconds: float = 60.0) -> TurnResult:
        """What the turn came to, waiting for it.

        Raises: UnavailableError: it takes longer than ``seconds``; it goes on and the event stream will tell.
        """
        if ticket.turn.result is not None:
            return ticket.turn.result
        task = self._tasks.get(ticket.turn.turn_id)
        try:
            async with asyncio.timeout(seconds):
                if task is not None:
                    # shield: the turn outlives a caller that hangs up.
                    await asyncio.shield(task)
                while True:
                    turn = await self._ports.conversations.turn(ticket.turn.shop, ticket.turn.turn_id)
                    if turn.result is not None:
                        return turn.result
                    if turn.status == "failed":
                        raise UnavailableError("This message could not be processed; please send it again.")
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise UnavailableError("The reply takes longer than usual; it will arrive in the event stream.") from None

    async def recover(self) -> int:
        """Take over the turns that a crash left; returns how many."""
        taken = 0
        for turn_id in await self._ports.conversations.unfinished(self._machine.now()):
            if turn_id not in self._tasks and await self._take(turn_id):
                taken += 1
        return taken

    async def watch(self, seconds: float = 1.0) -> None:
        """Recover for ever; cancelled at shutdown."""
        while True:
            try:
                await self.recover()
            except Exception:
                log.exception("looking for unfinished turns failed; trying again")
            await asyncio.sleep(seconds)

    async def drain(self, seconds: float = 20.0) -> None:
        """Wait for the running turns; what isn't done by then is taken over after a restart."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=seconds)

    def _start(self, begun: Begun, progress: Callable[[str], None] | None) -> None:
        if begun.work is not None:
            self._spawn(begun.work, progress)
        # Otherwise an earlier turn of the conversation is running: its end, or `watch`, takes this one up.

    def _spawn(self, work: Work, progress: Callable[[str], None] | None = None) -> None:
        turn_id = work.turn.turn_id
        task = asyncio.create_task(self._work(work, progress), name=f"turn {turn_id}")
        self._tasks[turn_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(turn_id, None))

    async def _take(self, turn_id: TurnId) -> bool:
        work = await self._ports.conversations.take(turn_id, self._worker, self._machine.now(), self._lease_seconds)
        if work is not None:
            self._spawn(work)
        return work is not None

    async def _work(self, work: Work, progress: Callable[[str], None] | None) -> None:
        turn = work.turn
        try:
            settlement, state = await self._settlement(work, progress)
            await self._ports.conversations.commit(
                turn, settlement.result, settlement.writes, work.lease, trace_of(state)
            )
        except LeaseLostError:
            log.warning("turn %s was taken over by another worker", turn.turn_id)
            return
        except Exception:
            # The store is out of reach: the lease runs out and the turn is tried again. Its text stays out of the log.
            log.exception("turn %s could not be written", turn.turn_id)
            return
        finally:
            self._hub.ring(turn.conversation_id)
        try:
            await self._take_next(turn.conversation_id)
        except Exception:
            # This turn is written; the next one is `watch`'s then.
            log.exception("looking for the next turn failed")

    async def _take_next(self, conversation_id: ConversationId) -> None:
        for turn_id in await self._ports.conversations.unfinished(self._machine.now(), conversation_id):
            if await self._take(turn_id):
                return

    async def _settlement(self, work: Work, progress: Callable[[str], None] | None) -> tuple[Settlement, State]:
        turn = work.turn
        context = await self._context(work, progress)
        before = await self._ports.handoffs.open_handoff(turn.shop, turn.conversation_id)
        try:
            run = await self._runs.start(turn.text, context)
        except Exception:
            # Fail closed: a fault of ours goes to a person, never to the customer as an error.
            log.exception("turn %s failed and goes to a person", turn.turn_id)
            run = Run(malfunction(turn.text, context), None)
        settlement = settle_turn(turn, run, context, before)
        # Kept before the commit: an approval must never be decided that has no thread to resume.
        await self._runs.keep(run, [a.approval_id for a in settlement.approvals])
        return settlement, run.state

    async def _context(self, work: Work, progress: Callable[[str], None] | None) -> TurnContext:
        ports = self._ports
        shop = await ports.shops.get_shop(work.turn.shop)
        extra = {"progress": progress} if progress else {}
        return TurnContext(
            shop=shop,
            customer_id=work.turn.customer_id,
            now=ports.clock_of(shop).now(),
            reasoner=ports.reasoner,
            search=ports.search,
            orders=ports.orders,
            history=work.history,
            failures=work.failures,
            mode=work.conversation.mode,
            vocabulary=await self._vocabulary.of(shop.id),
            **extra,
        )
