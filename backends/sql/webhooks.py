"""``WebhookStore`` on SQL; secrets are sealed."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from backends.sealing import Seal
from backends.sql.database import Database
from backends.sql.tables import outbox, shops, webhooks
from backends.sql.tables.conversations import OPEN_EFFECT
from domain.errors import NotFoundError
from domain.ids import ShopId
from domain.webhooks import Webhook

REMOVED = "the webhook was removed"


class SqlWebhookStore:
    """Addresses by shop; their deliveries are outbox rows whose key begins with the address's id."""

    def __init__(self, database: Database, seal: Seal) -> None:
        """Args: database: open; stays the caller's."""
        self._database, self._seal = database, seal

    async def add_webhook(self, webhook: Webhook, secret: str) -> None:
        """Raises: NotFoundError: no such shop."""
        row = webhook.model_dump() | {
            "events": json.dumps(webhook.events),
            "sealed": self._seal.seal(secret, _purpose(webhook.shop, webhook.webhook_id)),
        }

        def work(connection: Connection) -> None:
            if connection.execute(select(shops.c.shop).where(shops.c.shop == webhook.shop)).first() is None:
                raise NotFoundError("There is no such shop.")
            connection.execute(insert(webhooks), row)

        await self._database.write(work)

    async def webhooks(self, shop: ShopId) -> list[Webhook]:
        """Oldest first, ended ones too."""
        found = select(webhooks).where(webhooks.c.shop == shop).order_by(webhooks.c.created_at, webhooks.c.webhook_id)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [_webhook_of(row) for row in rows]

    async def webhook(self, shop: ShopId, webhook_id: str) -> Webhook:
        """Raises: NotFoundError."""
        return _webhook_of(await self._row(shop, webhook_id))

    async def webhook_secret(self, shop: ShopId, webhook_id: str) -> str:
        """Raises: NotFoundError, ConfigurationError: it was sealed under another key."""
        row = await self._row(shop, webhook_id)
        return self._seal.open(row.sealed, _purpose(shop, webhook_id))

    async def end_webhook(self, shop: ShopId, webhook_id: str, at: datetime, because: str) -> None:
        """It is told nothing more; what waits for it is dropped. Raises: NotFoundError."""
        mine = update(webhooks).where(webhooks.c.shop == shop, webhooks.c.webhook_id == webhook_id)
        drop = update(outbox).where(_deliveries(shop, webhook_id), OPEN_EFFECT)

        def work(connection: Connection) -> int:
            gone = {"status": "failed", "error": REMOVED, "worker": None, "lease_until": None}
            connection.execute(drop.values(gone))
            return connection.execute(mine.values(ended_at=at, ended_because=because)).rowcount

        if await self._database.write(work) != 1:
            raise NotFoundError("There is no such webhook.")

    async def retry_dead(self, shop: ShopId, webhook_id: str, at: datetime) -> int:
        """Deliver again what was given up; returns how much."""
        await self._row(shop, webhook_id)
        dead = update(outbox).where(
            _deliveries(shop, webhook_id), outbox.c.status == "failed", outbox.c.error != REMOVED
        )
        again = dead.where(outbox.c.payload != "{}").values(status="pending", attempts=0, due_at=at)
        return await self._database.write(lambda connection: connection.execute(again).rowcount)

    async def dead_letters(self, shop: ShopId) -> dict[str, int]:
        """How many deliveries were given up, by webhook."""
        dead = (
            outbox.c.shop == shop,
            outbox.c.kind == "webhook",
            outbox.c.status == "failed",
            outbox.c.error != REMOVED,
        )
        webhook_id = func.substr(outbox.c.key, 9, 28)
        found = select(webhook_id, func.count()).where(*dead).group_by(webhook_id)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return {row[0]: row[1] for row in rows}

    async def _row(self, shop: ShopId, webhook_id: str) -> Row[Any]:
        found = select(webhooks).where(webhooks.c.shop == shop, webhooks.c.webhook_id == webhook_id)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            raise NotFoundError("There is no such webhook.")
        return row


def _deliveries(shop: ShopId, webhook_id: str) -> Any:
    # Ids are letters, digits and one underscore, which LIKE would take for any character.
    prefix = f"webhook:{webhook_id}:".replace("_", "\\_")
    return (outbox.c.shop == shop) & (outbox.c.kind == "webhook") & outbox.c.key.like(f"{prefix}%", escape="\\")


def _webhook_of(row: Row[Any]) -> Webhook:
    return Webhook(
        webhook_id=row.webhook_id,
        shop=row.shop,
        url=row.url,
        events=tuple(json.loads(row.events)),
        created_at=row.created_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )


def _purpose(shop: ShopId, webhook_id: str) -> str:
    return f"webhook:{shop}:{webhook_id}"
