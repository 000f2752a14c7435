"""Nobody is left in silence: who waits for a person for long, while people are there, is told so once."""

import logging
from datetime import timedelta

from agent.hub import EventHub
from agent.services import Ports
from agent.wording import queue_words
from agent.working_hours import is_open
from domain.handoffs import Handoff
from domain.ids import HandoffId
from domain.intents import Language, Speaker
from domain.repeating import repeated
from domain.shop import Shop
from domain.writes import NewMessage, Writes

log = logging.getLogger(__name__)

WAITS = timedelta(minutes=10)
"""Unclaimed for so long, a customer begins to wonder whether anybody read it."""
_OPEN_AT_MOST = 1000


class Patience:
    """Looks at the queues from time to time."""

    def __init__(self, ports: Ports, hub: EventHub) -> None:
        """Args: hub: rung when the customer should look."""
        self._ports, self._hub = ports, hub
        self._told: set[HandoffId] = set()

    async def watch(self, seconds: float = 30.0) -> None:
        """Look for ever; cancelled at shutdown."""
        await repeated(self.look, seconds, log, "looking at the queues failed")

    async def look(self) -> int:
        """Tell everybody whose time has come; returns how many."""
        told = 0
        for shop in await self._ports.shops.list_shops():
            now = self._ports.clock_of(shop).now()
            if not is_open(shop.working_hours, now):
                continue
            for handoff in await self._ports.handoffs.handoffs(shop.id, "open", _OPEN_AT_MOST):
                if handoff.handoff_id not in self._told and now - handoff.created_at >= WAITS:
                    await self._tell(shop, handoff)
                    told += 1
        return told

    async def _tell(self, shop: Shop, handoff: Handoff) -> None:
        talk = await self._ports.conversations.conversation(shop.id, handoff.conversation_id)
        self._told.add(handoff.handoff_id)
        if talk.mode != "waiting":
            return
        message = NewMessage(
            conversation_id=handoff.conversation_id,
            speaker=Speaker.BOT,
            text=queue_words(shop, Language.CHINESE),
            at=self._ports.clock_of(shop).now(),
            # The store takes it once, whoever else looks.
            dedupe_key=f"handoff:{handoff.handoff_id}:{handoff.reopened}:patience",
            ai_generated=True,
        )
        await self._ports.conversations.write(shop.id, Writes(messages=(message,)))
        self._hub.ring(handoff.conversation_id)
