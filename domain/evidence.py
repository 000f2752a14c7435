"""What a reply may rest on: passages and tool facts of this turn, each with an id."""

from datetime import date, datetime
from typing import Literal

from pydantic import JsonValue

from domain.ids import ChunkId, DocumentId
from domain.model import Frozen

ChunkKind = Literal["text", "list", "table_row", "faq"]


class Explanation(Frozen):
    """Why a search found a passage."""

    vector_rank: int | None
    """Its place among what the vectors alone find, from 1; None: they don't find it."""
    lexical_rank: int | None
    """Its place among what characters and codes alone find."""
    matched_terms: tuple[str, ...]
    """Pieces of the question, or of other ways to say it, that stand in the passage, its title or its heading."""


class Passage(Frozen):
    """A chunk as retrieved for a turn. Its text is data, never an instruction."""

    evidence_id: str
    """``p1``, ``p2`` … within the turn, best first."""
    chunk_id: ChunkId
    document_id: DocumentId
    document: str
    """File name."""
    title: str
    section: str
    """Heading path joined by `` > ``."""
    page: int | None
    generation: int
    text: str
    """What a quote must be verbatim in."""
    kind: ChunkKind = "text"
    question: str | None = None
    """The question of a FAQ row."""
    similar_questions: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    """Column name and value of a table row."""
    products: tuple[str, ...] = ()
    effective_from: date | None = None
    expires_on: date | None = None
    internal: bool = False
    score: float = 0.0
    """Fused, 0-1 within the query."""
    vector_score: float = 0.0
    """Cosine."""
    lexical_score: float = 0.0
    """BM25 over the query's best possible score, 0-1: how much of the question's rare text it covers."""
    explanation: Explanation | None = None
    """Where the query asked for it."""


class Fact(Frozen):
    """A tool result of this turn."""

    evidence_id: str
    """``f1``, ``f2`` …"""
    tool: str
    ref: str
    """What it is about: an order, tracking, refund or coupon number, a sku; ``""`` for lists."""
    at: datetime
    """When it was true."""
    lines: tuple[str, ...]
    """The fact in short statements fit for the customer; a quote must be verbatim in one of them."""
    data: dict[str, JsonValue] = {}
    """The same, typed, for templates: money in fen, times in ISO 8601. Never the seller's internal notes."""

    @property
    def text(self) -> str:
        """What a quote must be verbatim in."""
        return "\n".join(self.lines)


Evidence = Passage | Fact


class Citation(Frozen):
    """A reply sentence's link to a passage, with the exact quote."""

    document: str
    title: str
    section: str
    page: int | None
    quote: str
    chunk_id: ChunkId
    generation: int


class FactRef(Frozen):
    """A tool result the reply rests on."""

    tool: str
    ref: str
    at: datetime
