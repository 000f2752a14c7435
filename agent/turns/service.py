"""Takes a customer's message in, has the graph run, writes what it came to: two transactions a turn."""

import asyncio
import logging
import time
from contextlib import AbstractContextManager

from agent.bursts import joining
from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.hub import EventHub
from agent.reply_clock import ReplyClock
from agent.runs import GraphRuns
from agent.services import Ports
from agent.tools.gather import BUDGET_SECONDS
from agent.turns.admission import Admission
from agent.turns.execution import Execution, Limits, Progress
from agent.turns.ticket import Ticket
from agent.turns.worker import TurnWorker
from domain.clock import Clock, SystemClock
from domain.conversation import Opening, TurnResult
from domain.credentials import Principal
from domain.errors import UnavailableError
from domain.ids import ConversationId
from domain.repeating import repeated

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
"""How often a turn in another process's hands is looked at."""


class TurnService:
    """Runs turns, each as a task of its own: a client that hangs up loses nothing."""

    def __init__(
        self,
        ports: Ports,
        runs: GraphRuns,
        hub: EventHub,
        machine_clock: Clock | None = None,
        lease_seconds: float = 8.0,
        max_running: int = 40,
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
        self._ports, self._runs, self._hub = ports, runs, hub
        self._machine = machine_clock or SystemClock()
        self._burst_seconds, self._lease_seconds = burst_seconds, lease_seconds
        limits = Limits(lease_seconds, turn_seconds, evidence_seconds, burst_pause_seconds)
        execution = Execution(ports, runs, self._machine, limits)
        reply_clock = ReplyClock(ports, hub, reply_seconds)
        self._worker = TurnWorker(ports, hub, self._machine, execution, reply_clock, lease_seconds)
        self._admission = Admission(max_running, lambda: self.running)

    async def submit(
        self,
        principal: Principal,
        message: str,
        conversation_id: ConversationId | None = None,
        idempotency_key: str | None = None,
        progress: Progress | None = None,
    ) -> Ticket:
        """Store the message and start its turn, or let it join the one that its customer is waiting for already.

        Raises:
            NotFoundError: the conversation isn't the caller's.
            StaleError: the idempotency key was used with another message.
            UnavailableError: too many turns are under way; nothing was stored.
        """
        self._admission.check()
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
            worker=self._worker.name,
            leased_at=self._machine.now(),
            lease_seconds=self._lease_seconds,
            burst_seconds=self._burst_seconds,
        )
        begun = await self._ports.conversations.begin(opening)
        self._hub.ring(begun.conversation.conversation_id)
        if begun.kind == "joined":
            self._hub.ring(joining(begun.turn.turn_id))
        elif begun.work is not None:
            self._worker.spawn(begun.work, self._timed(progress), shop)
        # Otherwise an earlier turn of the conversation is running: its end, or `watch`, takes this one up.
        return Ticket(begun.turn, begun.seq, replayed=begun.kind == "replayed")

    def check_places(self) -> None:
        """Before a message is read at all. Raises: UnavailableError: all places are taken."""
        self._admission.check_places()

    def place(self) -> AbstractContextManager[None]:
        """Held by a request from before its credential is looked up: those on their way in count as well.

        Raises: UnavailableError: all places are taken.
        """
        return self._admission.place()

    async def result(self, ticket: Ticket, seconds: float = 60.0) -> TurnResult:
        """What the turn came to, waiting for it.

        Raises: UnavailableError: it takes longer than ``seconds``; it goes on and the event stream will tell.
        """
        if ticket.turn.result is not None:
            return ticket.turn.result
        ended = self._worker.ended(ticket.turn.turn_id)
        try:
            async with asyncio.timeout(seconds):
                # shield: the turn outlives a caller that hangs up.
                if ended is not None and (result := await asyncio.shield(ended)) is not None:
                    return result
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
        return await self._worker.recover()

    async def watch(self, seconds: float = 1.0) -> None:
        """Recover for ever; cancelled at shutdown."""
        await repeated(self.recover, seconds, log, "looking for unfinished turns failed")

    async def drain(self, seconds: float = 20.0) -> None:
        """Wait for the running turns; what isn't done by then is taken over after a restart."""
        await self._worker.drain(seconds)

    @property
    def running(self) -> int:
        """Turns under way in this process."""
        return self._worker.running

    def _timed(self, progress: Progress | None) -> Progress:
        """The same, which also tells how long the customer waited for the first event."""
        submitted: list[float] = [time.monotonic()]

        def told(node: str) -> None:
            if submitted:
                self._ports.observer.first_event(time.monotonic() - submitted.pop())
            if progress is not None:
                progress(node)

        return told
