"""How far a text says what a question says, token by token, in the eyes of the embedding model."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Context(NamedTuple):
    """A text and what it stands under, which the model reads first."""

    heading: str
    text: str


class Alignment(NamedTuple):
    """Each token of the question against its likest token of the text. All values are cosines."""

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

    def of(self, start: int, end: int) -> float:
        """How far a stretch of the question is said; 1 where no token lies in it."""
        inside = [value for a, b, value in self.pieces if a < end and b > start]
        return sum(inside) / len(inside) if inside else 1.0


class Aligner(Protocol):
    """Reads texts against a question; calls may run side by side."""

    def align(self, question: str, texts: Sequence[Context]) -> list[Alignment] | None:
        """One for each text; None where this machine can't."""
        ...
