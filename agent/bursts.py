"""A customer who writes on while the reply is being written: the run is given up and begins again with everything."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from domain.ids import TurnId

T = TypeVar("T")


def joining(turn_id: TurnId) -> str:
    """The bell that rings when a message joins this turn. Other processes' messages are seen when it is written."""
    return f"joining:{turn_id}"


async def unless(bell: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work comes to; None: the bell rang first, and the work was given up."""
    running, ringing = asyncio.create_task(work), asyncio.create_task(bell.wait())
    try:
        await asyncio.wait({running, ringing}, return_when=asyncio.FIRST_COMPLETED)
        return running.result() if running.done() else None
    finally:
        for each in (running, ringing):
            each.cancel()
        await asyncio.gather(running, ringing, return_exceptions=True)
