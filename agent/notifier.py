"""Delivers webhooks from the outbox, beside the worker that carries out decisions: a slow receiver holds up no one."""

import asyncio
import json
import logging
import uuid
from collections import defaultdict
from datetime import timedelta

from domain.clock import Clock, SystemClock
from domain.errors import ConfigurationError, NotFoundError
from domain.outbox import Effect, OutboxStore
from domain.webhooks import Delivery, Webhook, WebhookSender, WebhookStore
from domain.writes import AuditEntry, Writes

log = logging.getLogger(__name__)

RETRY_SECONDS = (5.0, 60.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)
"""Waits between tries, about three days together; after the last one the delivery is given up."""
BATCH = 40
GROUP_SECONDS = 60.0
"""How long one address is served in a round; what is left waits for the next."""
LEASE_SECONDS = 120.0
"""Longer than a round: one address's time and its last delivery."""


class WebhookWorker:
    """Addresses side by side, the deliveries of one address in order."""

    def __init__(
        self,
        outbox: OutboxStore,
        webhooks: WebhookStore,
        sender: WebhookSender,
        machine_clock: Clock | None = None,
        group_seconds: float = GROUP_SECONDS,
    ) -> None:
        """Args: machine_clock: for leases and due times; group_seconds: how long one address is served in a round."""
        self._group_seconds = group_seconds
        self._outbox, self._webhooks, self._sender = outbox, webhooks, sender
        self._machine = machine_clock or SystemClock()
        self._name = f"webhooks-{uuid.uuid4().hex[:12]}"

    async def run(self, poll_seconds: float = 1.0) -> None:
        """Work for ever; cancelled at shutdown."""
        while True:
            try:
                while await self.work_once():
                    pass
            except Exception:
                log.exception("the webhook round failed; trying again")
            await asyncio.sleep(poll_seconds)

    async def work_once(self) -> int:
        """Deliver what is due now; returns how many deliveries were claimed."""
        now = self._machine.now()
        effects = await self._outbox.claim_effects(self._name, now, BATCH, LEASE_SECONDS, ("webhook",))
        groups: dict[tuple[str, str], list[Effect]] = defaultdict(list)
        for effect in effects:
            groups[(effect.shop, str(effect.payload.get("webhook_id")))].append(effect)
        await asyncio.gather(*(self._serve(group) for group in groups.values()))
        return len(effects)

    async def _serve(self, group: list[Effect]) -> None:
        try:
            await self._serve_one_address(group)
        except Exception:
            # The store is out of reach: the claims run out and the deliveries come up again.
            log.exception("webhook deliveries could not be written")

    async def _serve_one_address(self, group: list[Effect]) -> None:
        first = group[0]
        try:
            webhook = await self._webhooks.webhook(first.shop, str(first.payload.get("webhook_id")))
            secret = await self._webhooks.webhook_secret(first.shop, webhook.webhook_id)
        except (NotFoundError, ConfigurationError) as error:
            for effect in group:
                await self._give_up(effect, str(error))
            return
        started = asyncio.get_running_loop().time()
        reached = True
        for place, effect in enumerate(group):
            if not reached:
                await self._again(effect, Delivery(result="unreachable", detail="the address didn't answer just now"))
            elif place and asyncio.get_running_loop().time() - started > self._group_seconds:
                # Only claimed: a long queue before a slow address must not use up the tries of what is behind in it.
                await self._outbox.retry(effect, self._name, self._machine.now(), effect.error, tried=False)
            else:
                reached = await self._deliver(effect, webhook, secret)

    async def _deliver(self, effect: Effect, webhook: Webhook, secret: str) -> bool:
        """One try; whether the address answered at all."""
        if webhook.ended_at is not None:
            await self._give_up(effect, "the webhook was removed")
            return True
        body = json.dumps(effect.payload["event"], ensure_ascii=False, separators=(",", ":"))
        delivery = await self._sender.send(webhook, secret, str(effect.payload["event_id"]), body)
        if delivery.result == "delivered":
            await self._outbox.complete(effect, self._name, Writes())
        elif delivery.result == "gone":
            await self._give_up(effect, delivery.detail)
            await self._webhooks.end_webhook(webhook.shop, webhook.webhook_id, self._machine.now(), delivery.detail)
        else:
            await self._again(effect, delivery)
        return delivery.result != "unreachable"

    async def _again(self, effect: Effect, delivery: Delivery) -> None:
        if effect.attempts > len(RETRY_SECONDS):
            await self._give_up(effect, delivery.detail)
            return
        wait = max(RETRY_SECONDS[effect.attempts - 1], delivery.retry_after)
        await self._outbox.retry(effect, self._name, self._machine.now() + timedelta(seconds=wait), delivery.detail)

    async def _give_up(self, effect: Effect, error: str) -> None:
        entry = AuditEntry(
            at=self._machine.now(), actor="worker", act="webhook.given_up", subject=effect.key, detail={"error": error}
        )
        await self._outbox.give_up(effect, self._name, "failed", error, Writes(audit=(entry,)))
