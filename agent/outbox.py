"""The outbox worker: passes decided effects on to the world, each once."""

import asyncio
import logging
import uuid
from datetime import datetime, timedelta
from typing import Literal

from agent.execution import UnfinishedError, execute_action
from agent.hub import EventHub
from agent.notifier import WebhookWorker
from agent.promises.desk import unkept
from agent.promises.ledger import pledged
from agent.resumption import resume_turn
from agent.runs import GraphRuns
from agent.services import Ports
from agent.trouble import expiry_writes, trouble_writes
from domain.approvals import MONEY_ACTIONS, Approval
from domain.clock import Clock, SystemClock
from domain.errors import NotFoundError, UnavailableError
from domain.ids import ApprovalId
from domain.outbox import UNSURE, Effect
from domain.shop import Shop
from domain.writes import Writes

log = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
BACKOFF_SECONDS = (1.0, 4.0, 15.0, 60.0, 300.0)
"""Waits between tries; after the last one a person gets it."""


class OutboxWorker:
    """Claims due effects, carries them out, and writes what came of them in one transaction."""

    def __init__(
        self,
        ports: Ports,
        runs: GraphRuns,
        hub: EventHub,
        machine_clock: Clock | None = None,
        webhooks: WebhookWorker | None = None,
    ) -> None:
        """Args: machine_clock: for leases and due times; webhooks: runs beside this worker."""
        self._webhooks = webhooks
        self._ports, self._runs, self._hub = ports, runs, hub
        self._machine = machine_clock or SystemClock()
        self._name = f"outbox-{uuid.uuid4().hex[:12]}"
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """There is something to do."""
        self._bell.set()

    async def run(self, poll_seconds: float = 1.0) -> None:
        """Work for ever; cancelled at shutdown."""
        beside = asyncio.create_task(self._webhooks.run(poll_seconds)) if self._webhooks else None
        try:
            await self._run(poll_seconds)
        finally:
            if beside is not None:
                beside.cancel()
                await asyncio.gather(beside, return_exceptions=True)

    async def _run(self, poll_seconds: float) -> None:
        while True:
            try:
                while await self.work_once():
                    pass
                await self.expire()
            except Exception:
                log.exception("the outbox round failed; trying again")
            try:
                async with asyncio.timeout(poll_seconds):
                    await self._bell.wait()
            except TimeoutError:
                pass
            self._bell.clear()

    async def work_once(self) -> int:
        """Carry out what is due now; returns how many effects were claimed."""
        effects = await self._ports.outbox.claim_effects(self._name, self._machine.now(), 10, LEASE_SECONDS)
        for effect in effects:
            try:
                await self._work(effect)
            except Exception:
                # The store is out of reach: the claim runs out and the effect comes up again. The others go on.
                log.exception("effect %s could not be written", effect.effect_id)
        return len(effects)

    async def expire(self) -> None:
        """Close approvals nobody decided on in time, and note promises that ran out; a person is told in both cases."""
        for shop in await self._ports.shops.list_shops():
            now = self._ports.clock_of(shop).now()
            # Before the approvals: that the customer would be told of a decision is itself a promise that ran out.
            for promise in await self._ports.promises.lapse(shop.id, now):
                self._hub.ring(promise.conversation_id)
            waiting = await self._ports.approvals.approvals(shop.id, "pending")
            # Told first, closed after: a crash between the two tells again, which writes nothing twice.
            told = [approval for approval in waiting if approval.expires_at <= now]
            for approval in told:
                await self._write_expiry(approval, shop, now)
            known = {approval.approval_id for approval in told}
            for approval in await self._ports.approvals.expire(shop.id, now):
                if approval.approval_id not in known:
                    await self._write_expiry(approval, shop, now)
                await self._runs.forget(approval.approval_id)
                self._hub.ring(approval.conversation_id)

    async def _write_expiry(self, approval: Approval, shop: Shop, now: datetime) -> None:
        writes = await self._pledged(approval, expiry_writes(approval, shop, now))
        await self._ports.conversations.write(shop.id, writes)

    async def _pledged(self, approval: Approval, writes: Writes) -> Writes:
        """With the promises that these words make and keep."""
        shop = await self._ports.shops.get_shop(approval.shop)
        known = await unkept(self._ports, shop.id, (approval.conversation_id,)) if writes.handoffs else []
        return pledged(writes, shop, self._ports.clock_of(shop).now(), approval, known)

    async def _work(self, effect: Effect) -> None:
        try:
            approval = await self._ports.approvals.approval(effect.shop, ApprovalId(str(effect.payload["approval_id"])))
        except NotFoundError:
            await self._ports.outbox.give_up(effect, self._name, "failed", "The approval is gone.", Writes())
            return
        await self._carry_out(effect, approval)
        self._hub.ring(approval.conversation_id)

    async def _carry_out(self, effect: Effect, approval: Approval) -> None:
        try:
            writes = await self._handle(effect, approval)
        except UnfinishedError as unfinished:
            await self._give_up(effect, approval, "unknown", str(unfinished))
        except UnavailableError as error:
            await self._again(effect, approval, str(error), certain=_harmless(effect) or not effect.unsure)
        except Exception as error:
            log.exception("effect %s failed", effect.effect_id)
            if effect.kind == "execute_action" and approval.action and approval.action.name in MONEY_ACTIONS:
                # Money may have moved: nobody may try again before a person has looked.
                await self._give_up(effect, approval, "unknown", type(error).__name__)
            else:
                await self._again(effect, approval, type(error).__name__, certain=_harmless(effect))
        else:
            writes = await self._pledged(approval, writes)
            if await self._ports.outbox.complete(effect, self._name, writes) and effect.kind == "resume_turn":
                await self._runs.forget(approval.approval_id)

    async def _handle(self, effect: Effect, approval: Approval) -> Writes:
        if effect.kind == "resume_turn":
            return await resume_turn(self._ports, self._runs, approval, self._machine.now())
        return await execute_action(self._ports, effect, approval)

    async def _again(self, effect: Effect, approval: Approval, error: str, certain: bool) -> None:
        """Args: certain: that no try so far had an effect."""
        error = error if certain else f"{UNSURE}{error.removeprefix(UNSURE)}"
        if effect.attempts > len(BACKOFF_SECONDS):
            await self._give_up(effect, approval, "failed" if certain else "unknown", error)
            return
        due = self._machine.now() + timedelta(seconds=BACKOFF_SECONDS[effect.attempts - 1])
        await self._ports.outbox.retry(effect, self._name, due, error)

    async def _give_up(
        self, effect: Effect, approval: Approval, status: Literal["failed", "unknown"], error: str
    ) -> None:
        shop = await self._ports.shops.get_shop(approval.shop)
        writes = trouble_writes(approval, shop, self._ports.clock_of(shop).now(), status, error)
        writes = await self._pledged(approval, writes)
        await self._ports.outbox.give_up(effect, self._name, status, error, writes)


def _harmless(effect: Effect) -> bool:
    """Resuming a turn changes nothing outside, however often it is tried."""
    return effect.kind == "resume_turn"
