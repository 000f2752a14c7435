"""Asks every part of the outside whether it answers."""

import asyncio
from collections.abc import Callable, Coroutine

from sqlalchemy import text

from backends.connect import Backends
from domain.errors import KefuError
from domain.health import PartHealth

PART_SECONDS = 3.0
"""What a part may take to answer: a database that hangs must not make the question hang."""

_Say = Callable[[], Coroutine[None, None, str]]


class BackendsHealth:
    """``HealthCheck`` over connected backends."""

    def __init__(self, backends: Backends) -> None:
        """Args: backends: connected."""
        self._backends = backends
        self._asked: dict[str, asyncio.Task[str]] = {}

    async def parts(self) -> list[PartHealth]:
        """The parts, asked at the same time; none takes longer than ``PART_SECONDS``."""
        asked = (self._part("sql", self._database), self._part("vectors", self._vectors))
        return [*await asyncio.gather(*asked), self._documents(), self._embedder(), self._model()]

    async def _part(self, name: str, say: _Say) -> PartHealth:
        # One question at a time: each that hangs holds a thread, and probes come every few seconds.
        task = self._asked.get(name)
        if task is None or task.done():
            task = self._asked[name] = asyncio.create_task(say())
        try:
            async with asyncio.timeout(PART_SECONDS):
                return PartHealth(name=name, ok=True, detail=await asyncio.shield(task))
        except TimeoutError:
            return PartHealth(name=name, ok=False, detail=f"does not answer within {PART_SECONDS:.0f} s")
        except KefuError as error:
            return PartHealth(name=name, ok=False, detail=str(error))

    async def _database(self) -> str:
        database = self._backends.stores.database
        await database.read(lambda connection: connection.execute(text("SELECT 1")))
        return "SQLite" if database.is_sqlite else "PostgreSQL"

    async def _vectors(self) -> str:
        # One shop stands for all: a probe every few seconds must not cost more the more shops there are.
        await self._backends.vectors.answers(await self._backends.documents.first_shop())
        return "Chroma server" if self._backends.stores.settings.chroma_host else "Chroma in process"

    def _documents(self) -> PartHealth:
        pending = self._backends.keeping.pending
        detail = f"{pending} large shops are being read" if pending else "read"
        return PartHealth(name="documents", ok=not pending, detail=detail)

    def _embedder(self) -> PartHealth:
        return PartHealth(name="embeddings", ok=True, detail=self._backends.embedder.model)

    def _model(self) -> PartHealth:
        settings = self._backends.stores.settings
        if not settings.has_llm:
            return PartHealth(
                name="chat model", ok=True, needed=False, detail="none set up; the embedded reasoner answers"
            )
        return PartHealth(name="chat model", ok=True, needed=False, detail=settings.llm_model)
