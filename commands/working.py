"""kefu worker: the outbox worker in a process of its own, beside API processes that serve with KEFU_WORKER=false."""

import asyncio
import signal

from backends.settings import Settings
from commands.compose import composed
from commands.console import err
from commands.logs import set_up_logs


async def work(settings: Settings) -> None:
    """Pass effects on and take over unfinished turns until a signal ends it."""
    set_up_logs(settings.log_format)
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    async with composed(settings) as services:
        err.print("kefu: the outbox worker runs", highlight=False)
        tasks = [asyncio.create_task(job) for job in (*services.worker_jobs(), services.turns.watch())]
        await ended.wait()
        await services.turns.drain()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
