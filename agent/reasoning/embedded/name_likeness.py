"""Names of things by meaning: the embedding of the words against that of each name."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.documents import Embedder

_KEPT = 4096
"""Names whose vectors are kept: those of what customers ask about come again."""

Floats = npt.NDArray[np.floating[Any]]


class NameLikeness:
    """A ``Likeness`` over an embedding model. Keeps the vectors of shops' goods, nothing of customers."""

    def __init__(self, embedder: Embedder, mean: Floats) -> None:
        """Args: embedder: for both sides; mean: of many messages' vectors (384,), without which all are alike."""
        self._embedder, self._mean = embedder, mean
        self._known: OrderedDict[str, Floats] = OrderedDict()

    async def to_names(self, text: str, names: Sequence[str]) -> tuple[float, ...]:
        """See ``domain.likeness``."""
        said = await self._vector(text)
        return tuple([float(said @ await self._of_name(name)) for name in names])

    async def _of_name(self, name: str) -> Floats:
        if name not in self._known:
            self._known[name] = await self._vector(name)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(name)
        return self._known[name]

    async def _vector(self, text: str) -> Floats:
        centred = np.asarray(await self._embedder.embed_query(text), dtype=np.float32) - self._mean
        return centred / max(float(np.linalg.norm(centred)), 1e-9)
