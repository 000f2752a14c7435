"""Where files are prepared: in processes on this machine, or wherever an existing engine puts them."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
from typing import Protocol

from ingest.parsing_process import ParsingProcess
from ingest.prepared import Order, Prepared
from ingest.settings import IngestSettings


class Preparer(Protocol):
    """Turns orders into prepared documents, several at once."""

    def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        """Results in the order of the orders, so that a batch always comes to the same; few are held in memory."""
        ...

    async def close(self) -> None:
        """Let go of processes or connections."""
        ...


MakePreparer = Callable[[IngestSettings], Preparer]


_AHEAD = 8
"""Files prepared ahead for each process."""


class ProcessPreparer:
    """One parsing process a core, and one more for OCR when a file needs it."""

    def __init__(self, settings: IngestSettings) -> None:
        """Processes start with the first files."""
        self._settings = settings
        count = settings.workers or min(4, os.cpu_count() or 1)
        self._idle: asyncio.LifoQueue[ParsingProcess] = asyncio.LifoQueue()
        self._all = [ParsingProcess(settings.parse_memory_bytes) for _ in range(count)]
        for process in self._all:
            self._idle.put_nowait(process)
        self._ocr = ParsingProcess(settings.ocr_memory_bytes, ocr=True)
        self._ocr_turn = asyncio.Lock()

    async def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        """Results in order; a few files ahead are under way or done, so that one slow file doesn't stop the rest."""
        waiting = iter(orders)
        running: deque[asyncio.Task[Prepared]] = deque()
        try:
            while True:
                while len(running) < _AHEAD * len(self._all) and (order := next(waiting, None)) is not None:
                    running.append(asyncio.create_task(self._prepare(order)))
                if not running:
                    return
                yield await running[0]
                running.popleft()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def close(self) -> None:
        """End all processes."""
        await asyncio.gather(*(process.close() for process in [*self._all, self._ocr]))

    async def _prepare(self, order: Order) -> Prepared:
        process = await self._idle.get()
        try:
            prepared = await process.prepare(order, self._settings.parse_seconds)
        finally:
            self._idle.put_nowait(process)
        if not prepared.needs_ocr:
            return prepared
        async with self._ocr_turn:
            return await self._ocr.prepare(order, self._settings.ocr_seconds)
