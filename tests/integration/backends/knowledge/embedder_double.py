"""A double of a remote embeddings endpoint that is down."""

from collections.abc import Callable, Sequence

from domain.documents import Vector
from domain.errors import UnavailableError


class DownEmbedder:
    """Answers nothing."""

    model = "test-double"
    dimensions = 384

    async def embed_query(self, text: str) -> Vector:
        raise UnavailableError("the test double is down")

    async def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Vector]:
        raise UnavailableError("the test double is down")
