"""Has the graph run and settles what the turn comes to; nothing is written but the threads that approvals resume."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from agent.bursts import unless
from agent.context import TurnContext
from agent.handover import malfunction
from agent.leases import held
from agent.promises.desk import unkept
from agent.promises.ledger import pledged
from agent.runs import GraphRuns, Run
from agent.services import Ports
from agent.settlement import Settlement, settle_turn
from agent.standing import Standing, standing_of
from agent.state import State
from agent.vocabulary import Vocabulary
from domain.clock import Clock
from domain.conversation import Turn, Work
from domain.shop import Shop

log = logging.getLogger(__name__)

Progress = Callable[[str], None]
"""Told the name of each node as it begins."""


class Limits(NamedTuple):
    """Seconds that parts of a turn may take."""

    lease: float
    """After which a dead process's turn is taken over; a living one renews it."""
    turn: float
    """The graph; a turn that takes longer goes to a person."""
    evidence: float
    """Looking up documents and orders."""
    burst_pause: float
    """What a turn waits for a further message before it begins."""


class Execution:
    """One turn at a time from its messages to its settlement; calls may run side by side."""

    def __init__(self, ports: Ports, runs: GraphRuns, machine: Clock, limits: Limits) -> None:
        """Args: ports: the outside; runs: the graph; machine: the clock of leases."""
        self._ports, self._runs, self._machine, self._limits = ports, runs, machine, limits
        self._vocabulary = Vocabulary(ports.search, ports.orders)

    async def settle(
        self, work: Work, progress: Progress | None, joined: asyncio.Event, shop: Shop | None = None
    ) -> tuple[Settlement, State] | None:
        """What the turn comes to; None: a message joined it first. Args: shop: where it has just been read."""
        turn = work.turn
        context = await self._context(work, progress, shop or await self._ports.shops.get_shop(turn.shop))
        try:
            lease = held(self._ports.conversations, work.lease, self._machine, self._limits.lease)
            async with lease, asyncio.timeout(self._limits.turn + self._limits.burst_pause):
                run = await unless(joined, self._run(turn.text, context))
        except Exception:
            # Fail closed: a fault of ours goes to a person, never to the customer as an error.
            log.exception("turn %s failed and goes to a person", turn.turn_id)
            run = Run(malfunction(turn.text, context), None)
        if run is None:
            return None
        handed = "handover" in run.state or bool(run.state.get("case"))
        standing = await self._standing(turn, context.shop) if handed else Standing()
        before = await self._ports.handoffs.open_handoff(turn.shop, turn.conversation_id) if handed else None
        settlement = settle_turn(turn, run, context, before, standing)
        known = await unkept(self._ports, turn.shop, (turn.conversation_id,)) if settlement.writes.handoffs else []
        writes = pledged(settlement.writes, context.shop, context.now, known=known)
        settlement = replace(settlement, writes=writes)
        # Kept before the commit: an approval must never be decided that has no thread to resume.
        await self._runs.keep(run, [a.approval_id for a in settlement.approvals])
        return settlement, run.state

    async def discard(self, settlement: Settlement) -> None:
        """Drop the threads of a settlement that wasn't committed."""
        for approval in settlement.approvals:
            await self._runs.forget(approval.approval_id)

    async def _run(self, text: str, context: TurnContext) -> Run:
        if self._limits.burst_pause:
            await asyncio.sleep(self._limits.burst_pause)
        return await self._runs.start(text, context)

    async def _standing(self, turn: Turn, shop: Shop) -> Standing:
        try:
            return await standing_of(self._ports, shop, turn.conversation_id, turn.customer_id)
        except Exception:
            # A handoff is never lost for want of its standing.
            log.exception("turn %s: the customer's standing could not be read", turn.turn_id)
            return Standing()

    async def _context(self, work: Work, progress: Progress | None, shop: Shop) -> TurnContext:
        ports = self._ports
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
            likeness=ports.likeness,
            evidence_seconds=self._limits.evidence,
            **extra,
        )
