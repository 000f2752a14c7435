"""An admin's hand on the shop's webhooks."""

import base64
import json
import secrets
from typing import NamedTuple

from domain.clock import Clock, SystemClock
from domain.errors import InvalidInputError
from domain.ids import ShopId, new_id
from domain.webhooks import Delivery, EventType, Webhook, WebhookSender, WebhookStore

MOST_WEBHOOKS = 20
"""Of one shop at a time."""


class MadeWebhook(NamedTuple):
    """A new one with its secret, which is shown this once."""

    webhook: Webhook
    secret: str


class WebhookDesk:
    """Adds, lists, ends and tries."""

    def __init__(self, store: WebhookStore, sender: WebhookSender, machine_clock: Clock | None = None) -> None:
        """Args: machine_clock: when they are made."""
        self._store, self._sender, self._machine = store, sender, machine_clock or SystemClock()

    async def add(self, shop: ShopId, url: str, events: tuple[EventType, ...] = ()) -> MadeWebhook:
        """A new address. Raises: InvalidInputError: it would never be delivered to, or there are too many."""
        self._sender.check_url(url)
        if sum(each.ended_at is None for each in await self._store.webhooks(shop)) >= MOST_WEBHOOKS:
            raise InvalidInputError(f"A shop has at most {MOST_WEBHOOKS} webhooks: remove one first.")
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        webhook = Webhook(
            webhook_id=new_id("whk"), shop=shop, url=url, events=tuple(dict.fromkeys(events)),
            created_at=self._machine.now(),
        )  # fmt: skip
        await self._store.add_webhook(webhook, secret)
        return MadeWebhook(webhook, secret)

    async def webhooks(self, shop: ShopId) -> list[tuple[Webhook, int]]:
        """Each with how many deliveries to it were given up."""
        dead = await self._store.dead_letters(shop)
        return [(each, dead.get(each.webhook_id, 0)) for each in await self._store.webhooks(shop)]

    async def remove(self, shop: ShopId, webhook_id: str) -> None:
        """Raises: NotFoundError."""
        await self._store.end_webhook(shop, webhook_id, self._machine.now(), "removed")

    async def retry(self, shop: ShopId, webhook_id: str) -> int:
        """Deliver again what was given up; returns how much. Raises: NotFoundError."""
        return await self._store.retry_dead(shop, webhook_id, self._machine.now())

    async def test(self, shop: ShopId, webhook_id: str) -> Delivery:
        """Send a ``webhook.test`` now, once. Raises: NotFoundError."""
        webhook = await self._store.webhook(shop, webhook_id)
        secret = await self._store.webhook_secret(shop, webhook_id)
        event = {"type": "webhook.test", "timestamp": self._machine.now().isoformat(), "data": {"shop": shop}}
        return await self._sender.send(webhook, secret, new_id("evt"), json.dumps(event))
