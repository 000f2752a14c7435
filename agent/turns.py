"""Takes a customer's message in, has the graph run, writes what it came to: two transactions a turn."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from agent.bursts import joining, unless
from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.context import TurnContext
from agent.handover import malfunction
from agent.hub import EventHub
from agent.leases import held
from agent.promises.desk import unkept
from agent.promises.ledger import pledged
from agent.reply_clock import ReplyClock
from agent.runs import GraphRuns, Run
from agent.services import Ports
from agent.settlement import Settlement, settle_turn, trace_of
from agent.standing import Standing, standing_of
from agent.state import State
from agent.tools.gather import BUDGET_SECONDS
from agent.vocabulary import Vocabulary
from domain.clock import Clock, SystemClock
from domain.conversation import Opening, Turn, TurnResult, Work
from domain.credentials import Principal
from domain.errors import LeaseLostError, UnavailableError
from domain.ids import ConversationId, TurnId
from domain.scope import scoped
from domain.shop import Shop

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
"""How often a turn in another process's hands is looked at."""


@dataclass(frozen=True)
class Ticket:
    """A turn under way."""

    turn: Turn
    """The one that answers the message: its own, or an earlier one of a burst."""
    seq: int
    """Sequence number of the message."""
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
        lease_seconds: float = 8.0,
        max_running: int = 200,
        turn_seconds: float = 20.0,
        reply_seconds: float = 10.0,
        burst_seconds: float = 3.0,
        burst_pause_seconds: float = 0.0,
        evidence_seconds: float = BUDGET_SECONDS,
    ) -> None:
        """Open the service.

        Args:
            ports: the outside.
            runs: the graph.
            hub: wakes who follows a conversation.
            machine_clock: for leases; the shop's clock may stand still.
            lease_seconds: after which a dead process's turn is taken over; a living one renews it.
            max_running: turns under way at once in this process; more are refused.
            turn_seconds: what the graph may take; a turn that takes longer goes to a person.
            reply_seconds: after which the customer is told that it goes on.
            burst_seconds: how long after its first message a running turn takes in further ones; 0: never.
            burst_pause_seconds: what a turn waits for a further message before it begins.
            evidence_seconds: what looking up documents and orders may take in a turn.
        """
        self._evidence_seconds = evidence_seconds
        self._burst_seconds, self._burst_pause = burst_seconds, burst_pause_seconds
        self._lease_seconds, self._max_running = lease_seconds, max_running
        self._turn_seconds, self._clock = turn_seconds, ReplyClock(ports, hub, reply_seconds)
        self._ports, self._runs, self._hub = ports, runs, hub
        self._machine = machine_clock or SystemClock()
        self._worker = f"worker-{uuid.uuid4().hex[:12]}"
        self._vocabulary = Vocabulary(ports.search, ports.orders)
        self._tasks: dict[TurnId, asyncio.Task[None]] = {}
        self._places = 0

    async def submit(
        self,
        principal: Principal,
        message: str,
        conversation_id: ConversationId | None = None,
        idempotency_key: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Ticket:
        """Store the message and start its turn, or let it join the one that its customer is waiting for already.

        Raises:
            NotFoundError: the conversation isn't the caller's.
            StaleError: the idempotency key was used with another message.
            UnavailableError: too many turns are under way; nothing was stored.
        """
        self._check_room(self.running)
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
            burst_seconds=self._burst_seconds,
        )
        begun = await self._ports.conversations.begin(opening)
        self._hub.ring(begun.conversation.conversation_id)
        if begun.kind == "joined":
            self._hub.ring(joining(begun.turn.turn_id))
        elif begun.work is not None:
            self._spawn(begun.work, self._timed(progress))
        # Otherwise an earlier turn of the conversation is running: its end, or `watch`, takes this one up.
        return Ticket(begun.turn, begun.seq, replayed=begun.kind == "replayed")

    @contextmanager
    def place(self) -> Iterator[None]:
        """Held by a request from before its credential is looked up: those on their way in count as well.

        Raises: UnavailableError: all places are taken.
        """
        self._check_room(max(self._places, self.running))
        self._places += 1
        try:
            yield
        finally:
            self._places -= 1

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

    @property
    def running(self) -> int:
        """Turns under way in this process."""
        return len(self._tasks)

    def _check_room(self, taken: int) -> None:
        if taken >= self._max_running:
            raise UnavailableError("Too many messages are being answered just now: send it again in a moment.", 1.0)

    def _timed(self, progress: Callable[[str], None] | None) -> Callable[[str], None]:
        """The same, which also tells how long the customer waited for the first event."""
        submitted: list[float] = [time.monotonic()]

        def told(node: str) -> None:
            if submitted:
                self._ports.observer.first_event(time.monotonic() - submitted.pop())
            if progress is not None:
                progress(node)

        return told

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
        ids = {"turn_id": turn.turn_id, "conversation_id": turn.conversation_id, "shop": turn.shop}
        with scoped(turn.shop, turn.turn_id), self._ports.observer.span("turn", ids):
            await self._work_in_scope(work, progress)

    async def _work_in_scope(self, work: Work, progress: Callable[[str], None] | None) -> None:
        turn, started = work.turn, time.monotonic()
        try:
            with self._hub.listening(joining(turn.turn_id)) as joined:
                settlement = await self._written(work, progress, joined)
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

    async def _written(self, work: Work, progress: Callable[[str], None] | None, joined: asyncio.Event) -> Settlement:
        """Run the turn until it is written: from the start again whenever a message has joined it."""
        store = self._ports.conversations
        while True:
            async with self._clock.running(work):
                found = await self._settlement(work, progress, joined)
            if found is not None:
                settlement, state = found
                with self._ports.observer.span("commit"):
                    trace = trace_of(state)
                    if await store.commit(work.turn, settlement.result, settlement.writes, work.lease, trace):
                        return settlement
                for approval in settlement.approvals:
                    await self._runs.forget(approval.approval_id)
            joined.clear()
            work = await store.again(work.lease, work.turn, self._machine.now(), self._lease_seconds)

    async def _take_next(self, conversation_id: ConversationId) -> None:
        for turn_id in await self._ports.conversations.unfinished(self._machine.now(), conversation_id):
            if await self._take(turn_id):
                return

    async def _settlement(
        self, work: Work, progress: Callable[[str], None] | None, joined: asyncio.Event
    ) -> tuple[Settlement, State] | None:
        """What the turn comes to; None: a message joined it first."""
        turn = work.turn
        context = await self._context(work, progress)
        before = await self._ports.handoffs.open_handoff(turn.shop, turn.conversation_id)
        try:
            lease = held(self._ports.conversations, work.lease, self._machine, self._lease_seconds)
            async with lease, asyncio.timeout(self._turn_seconds + self._burst_pause):
                run = await unless(joined, self._run(turn.text, context))
        except Exception:
            # Fail closed: a fault of ours goes to a person, never to the customer as an error.
            log.exception("turn %s failed and goes to a person", turn.turn_id)
            run = Run(malfunction(turn.text, context), None)
        if run is None:
            return None
        handed = "handover" in run.state or bool(run.state.get("case"))
        standing = await self._standing(turn, context.shop) if handed else Standing()
        settlement = settle_turn(turn, run, context, before, standing)
        known = await unkept(self._ports, turn.shop, (turn.conversation_id,)) if settlement.writes.handoffs else []
        writes = pledged(settlement.writes, context.shop, context.now, known=known)
        settlement = replace(settlement, writes=writes)
        # Kept before the commit: an approval must never be decided that has no thread to resume.
        await self._runs.keep(run, [a.approval_id for a in settlement.approvals])
        return settlement, run.state

    async def _run(self, text: str, context: TurnContext) -> Run:
        if self._burst_pause:
            await asyncio.sleep(self._burst_pause)
        return await self._runs.start(text, context)

    async def _standing(self, turn: Turn, shop: Shop) -> Standing:
        try:
            return await standing_of(self._ports, shop, turn.conversation_id, turn.customer_id)
        except Exception:
            # A handoff is never lost for want of its standing.
            log.exception("turn %s: the customer's standing could not be read", turn.turn_id)
            return Standing()

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
            observer=ports.observer,
            evidence_seconds=self._evidence_seconds,
            **extra,
        )
