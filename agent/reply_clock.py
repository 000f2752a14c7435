"""A platform counts the time to the first reply: a turn that takes long says so before that runs out."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agent.hub import EventHub
from agent.services import Ports
from agent.wording import patience_words
from domain.conversation import Work
from domain.intents import Speaker
from domain.writes import NewMessage, Writes

log = logging.getLogger(__name__)

_TAKEN_OVER = 0.1
"""Share of the time that a turn taken over still has."""


class ReplyClock:
    """Runs beside a turn."""

    def __init__(self, ports: Ports, hub: EventHub, seconds: float) -> None:
        """Args: seconds: how long a customer may hear nothing."""
        self._ports, self._hub, self._seconds = ports, hub, seconds

    @asynccontextmanager
    async def running(self, work: Work) -> AsyncIterator[None]:
        """Tell the customer once if the block takes too long."""
        # A turn taken over has kept its customer waiting for a lease already; but most are answered in a moment.
        wait = self._seconds * (_TAKEN_OVER if work.turn.attempts > 1 else 1)
        begun = asyncio.Event()
        telling = asyncio.create_task(self._tell(work, wait, begun))
        try:
            yield
        finally:
            # Words half written are waited for: they come before the reply or not at all.
            if not begun.is_set():
                telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell(self, work: Work, wait: float, begun: asyncio.Event) -> None:
        await asyncio.sleep(wait)
        begun.set()
        turn = work.turn
        try:
            shop = await self._ports.shops.get_shop(turn.shop)
            message = NewMessage(
                conversation_id=turn.conversation_id,
                speaker=Speaker.BOT,
                text=patience_words(shop),
                at=self._ports.clock_of(shop).now(),
                # Once, whoever else takes the turn over.
                dedupe_key=f"turn:{turn.turn_id}:patience",
                turn_id=turn.turn_id,
                ai_generated=True,
            )
            await self._ports.conversations.write(turn.shop, Writes(messages=(message,)))
            self._hub.ring(turn.conversation_id)
        except Exception:
            # The turn goes on; only the words in between are missing.
            log.exception("turn %s: the customer could not be told that it takes longer", turn.turn_id)
