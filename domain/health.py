"""Whether the parts answer."""

from typing import Protocol

from domain.model import Frozen


class PartHealth(Frozen):
    """One part: SQL, vectors, embeddings, chat model …"""

    name: str
    ok: bool
    needed: bool = True
    """Without it the process isn't ready."""
    detail: str = ""
    """For operators; never a secret."""


class HealthCheck(Protocol):
    """Asks every part."""

    async def parts(self) -> list[PartHealth]:
        """The parts, each asked now."""
        ...
