"""How far a text says what a question says, token by token, in the eyes of the embedding model."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.ids import DocumentId, ShopId


class Origin(NamedTuple):
    """The version of a document that a text is from."""

    document_id: DocumentId
    generation: int


class Context(NamedTuple):
    """A text and what it stands under, which the model reads first."""

    heading: str
    text: str
    origin: Origin | None = None
    """None: of no document; it isn't kept beyond this process."""


class Alignment(NamedTuple):
    """Each token of the question against its likest token of the text. All values but ``reading`` are cosines."""

    own: float
    """Mean over the question, by the text itself."""
    wide: float
    """The same by text and heading."""
    low: float
    """Mean of the question's worst third, by text and heading."""
    back: float
    """Mean over the text's tokens of their likest token of the question."""
    pieces: tuple[tuple[int, int, float], ...]
    """Start and end of each token in the question, and its likest, by text and heading."""
    reading: float = 0.0
    """Log odds that the text answers the question, read from both sides' tokens by the trained network."""

    def of(self, start: int, end: int) -> float:
        """How far a stretch of the question is said; 1 where no token lies in it."""
        inside = [value for a, b, value in self.pieces if a < end and b > start]
        return sum(inside) / len(inside) if inside else 1.0


class Aligner(Protocol):
    """Reads texts against a question; calls may run side by side."""

    def align(self, question: str, texts: Sequence[Context]) -> list[Alignment] | None:
        """One for each text; None where this machine can't."""
        ...


class SentenceReader(Protocol):
    """Reads sentences of documents before a question asks for them, and forgets those of documents that are gone."""

    async def read_ahead(self, texts: Sequence[Context]) -> bool:
        """Read those that aren't known yet, beside everything else; False: there is no room, or this machine can't."""
        ...

    def finished(self) -> Mapping[ShopId, int]:
        """The version of each shop's manifest that was read to its end."""
        ...

    def finish(self, shop: ShopId, version: int) -> None:
        """All sentences of this version have been read."""
        ...

    async def keep_only(self, live: Mapping[DocumentId, int]) -> None:
        """Forget every sentence of a generation that isn't live, on disk too.

        Args: live: the live generation of each document of the installation.
        """
        ...
