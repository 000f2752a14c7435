"""Asks every part of the outside whether it answers."""

from sqlalchemy import text

from backends.connect import Backends
from domain.errors import KefuError
from domain.health import PartHealth


class BackendsHealth:
    """``HealthCheck`` over connected backends."""

    def __init__(self, backends: Backends) -> None:
        """Args: backends: connected."""
        self._backends = backends

    async def parts(self) -> list[PartHealth]:
        """The parts, each asked now."""
        return [await self._database(), await self._vectors(), self._embedder(), self._model()]

    async def _database(self) -> PartHealth:
        database = self._backends.stores.database
        try:
            await database.read(lambda connection: connection.execute(text("SELECT 1")))
        except KefuError as error:
            return PartHealth(name="sql", ok=False, detail=str(error))
        return PartHealth(name="sql", ok=True, detail="SQLite" if database.is_sqlite else "PostgreSQL")

    async def _vectors(self) -> PartHealth:
        try:
            counts = [
                await self._backends.vectors.count(shop.id) for shop in await self._backends.stores.shops.list_shops()
            ]
        except KefuError as error:
            return PartHealth(name="vectors", ok=False, detail=str(error))
        return PartHealth(name="vectors", ok=True, detail=f"Chroma, {sum(counts)} chunks in {len(counts)} shops")

    def _embedder(self) -> PartHealth:
        return PartHealth(name="embeddings", ok=True, detail=self._backends.embedder.model)

    def _model(self) -> PartHealth:
        settings = self._backends.stores.settings
        if not settings.has_llm:
            return PartHealth(
                name="chat model", ok=True, needed=False, detail="none set up; the embedded reasoner answers"
            )
        return PartHealth(name="chat model", ok=True, needed=False, detail=settings.llm_model)
