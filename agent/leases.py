"""Keeps a conversation's lease while its turn runs: a slow turn is not a dead process's."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.clock import Clock
from domain.conversation import ConversationStore, Lease
from domain.errors import LeaseLostError

log = logging.getLogger(__name__)

_RENEWED_IN_TIME = 3
"""A lease is renewed so many times before it would run out: one renewal may fail."""


@asynccontextmanager
async def held(store: ConversationStore, lease: Lease, machine: Clock, seconds: float) -> AsyncIterator[None]:
    """Renew the lease for as long as the block takes."""
    renewing = asyncio.create_task(_renew(store, lease, machine, seconds))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


async def _renew(store: ConversationStore, lease: Lease, machine: Clock, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds / _RENEWED_IN_TIME)
        try:
            await store.renew(lease, machine.now(), seconds)
        except LeaseLostError:
            # What the turn comes to will be refused; nothing is lost by its ending.
            return
        except Exception:
            log.exception("the lease of conversation %s could not be renewed", lease.conversation_id)
