"""A step that is taken again and again while a process lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable


async def repeated(step: Callable[[], Awaitable[object]], seconds: float, log: logging.Logger, failed: str) -> None:
    """Take the step for ever, so many seconds apart; ends only when cancelled.

    Args: failed: what is logged where a step raises; the next one tries again.
    """
    while True:
        try:
            await step()
        except Exception:
            log.exception("%s; trying again", failed)
        await asyncio.sleep(seconds)
