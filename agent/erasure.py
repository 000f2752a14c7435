"""Erasing a customer, or what is older than a shop may keep it: every store, waiting threads included."""

import hashlib
import logging
from datetime import timedelta

from agent.runs import GraphRuns
from agent.services import Ports
from domain.clock import Clock, SystemClock
from domain.errors import InvalidInputError
from domain.ids import CustomerId, ShopId
from domain.model import Frozen
from domain.repeating import repeated

log = logging.getLogger(__name__)

LONGEST_COMMIT = timedelta(hours=1)
"""Far longer than a turn takes from its thread's storing to its own."""


class Erased(Frozen):
    """What was erased; no name, no id."""

    subject: str
    """What the audit log calls the customer: a hash."""
    messages: int
    threads: int
    """Waiting runs whose checkpoints were deleted."""


class ErasureService:
    """Personal information protection law §47: on request, everywhere, at once."""

    def __init__(self, ports: Ports, runs: GraphRuns, machine_clock: Clock | None = None) -> None:
        """Args: runs: whose checkpoints hold texts of turns that wait; machine_clock: they carry its time."""
        self._ports, self._runs, self._machine = ports, runs, machine_clock or SystemClock()

    async def erase(self, shop_id: ShopId, customer_id: CustomerId) -> Erased:
        """Erase the customer; a second time finds nothing and is no error. Raises: NotFoundError: no such shop."""
        if not customer_id.strip():
            raise InvalidInputError("Name the customer to erase.")
        shop = await self._ports.shops.get_shop(shop_id)
        threads = await self._ports.approvals.threads_of(shop.id, customer_id)
        # Checkpoints first: should the second half fail, the request is simply made again.
        for thread in threads:
            await self._runs.forget(thread)
        erased = await self._ports.conversations.erase_customer(shop.id, customer_id, self._ports.clock_of(shop).now())
        subject = hashlib.sha256(f"{shop.id}:{customer_id}".encode()).hexdigest()[:16]
        return Erased(subject=subject, messages=erased, threads=len(threads))

    async def retire(self, shop_id: ShopId, keep: timedelta) -> int:
        """Erase the texts of conversations that have been quiet for longer than ``keep``; returns how many."""
        shop = await self._ports.shops.get_shop(shop_id)
        now, conversations = self._ports.clock_of(shop).now(), self._ports.conversations
        retired = 0
        while ids := tuple(await conversations.quiet_since(shop.id, now - keep)):
            for thread in await self._ports.approvals.threads_in(shop.id, ids):
                await self._runs.forget(thread)
            await conversations.erase_conversations(shop.id, ids, now)
            retired += len(ids)
        await self._ports.copilot.forget_pasted(shop.id, now - keep)
        return retired

    async def sweep(self) -> int:
        """Delete threads that no approval names, so that no erasure would find them; returns how many.

        A process that dies after it has stored a thread and before the turn is written leaves one.
        """
        threads = await self._runs.stored_before(self._machine.now() - LONGEST_COMMIT)
        stray = set(threads) - await self._ports.approvals.known(threads)
        for thread in stray:
            await self._runs.forget(thread)
        return len(stray)

    async def watch(self, keep: timedelta | None, seconds: float = 3600.0) -> None:
        """Sweep, and retire what is due in every shop, for ever; cancelled at shutdown.

        Args: keep: how long texts of quiet conversations are kept; None: for ever.
        """
        await repeated(lambda: self._clear(keep), seconds, log, "erasing old conversations failed")

    async def _clear(self, keep: timedelta | None) -> None:
        if keep is not None:
            await self._retire_everywhere(keep)
        await self.sweep()

    async def _retire_everywhere(self, keep: timedelta) -> None:
        for shop in await self._ports.shops.list_shops():
            try:
                await self.retire(shop.id, keep)
            except Exception:
                # One shop's failure mustn't keep the others' texts.
                log.exception("erasing old conversations of %s failed; trying again", shop.id)
