"""Documents, their generations and chunks, and the ports of ingest and search."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from pydantic import Field

from domain.evidence import ChunkKind, Passage
from domain.ids import ChunkId, DocumentId, ShopId
from domain.model import Frozen

Audience = Literal["public", "internal"]
Vector = Sequence[float]
"""A unit-length embedding; adapters accept and return float32 arrays."""


class Chunk(Frozen):
    """The indexed unit. It stands alone: heading path, column names and lead-ins are part of it."""

    chunk_id: ChunkId
    """``<document_id>:<generation>:<ordinal>``."""
    document_id: DocumentId
    generation: int
    ordinal: int
    text: str
    """What is shown and quoted."""
    title: str
    section: str = ""
    """Heading path joined by `` > ``."""
    kind: ChunkKind = "text"
    question: str | None = None
    similar_questions: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    start: int = 0
    """Character span in the document's extracted text."""
    end: int = 0
    tokens: int = 0
    """o200k_base."""
    products: tuple[str, ...] = ()
    audience: Audience = "public"
    effective_from: date | None = None
    expires_on: date | None = None
    content_hash: str = ""
    """sha256 of ``embedding_text``; the key of the embedding cache."""
    duplicate_of: ChunkId | None = None

    @property
    def embedding_text(self) -> str:
        """What is embedded and indexed: where it stands, then what it says."""
        head = self.section or self.title
        body = f"{self.question}\n{self.text}" if self.question and self.question not in self.text else self.text
        return f"{head}\n{body}" if head and head not in body else body


class Document(Frozen):
    """One source file of a shop, as it stands now."""

    document_id: DocumentId
    shop: ShopId
    name: str
    """File name: the identity of a document within its shop."""
    title: str
    media_type: str
    content_hash: str
    """sha256 of the bytes and of all settings that change chunks."""
    size: int
    audience: Audience = "public"
    effective_from: date | None = None
    expires_on: date | None = None
    """The last day on which it holds."""
    supersedes: tuple[str, ...] = ()
    """File names of the documents this one replaces."""
    status: Literal["live", "quarantined", "rejected", "deleted"] = "live"
    reason: str = ""
    """Why it is quarantined or rejected, for people."""
    generation: int = 0
    """The live generation; 0: none."""
    chunks: int = 0
    updated_at: datetime


class Generation(Frozen):
    """One published version of a document's chunks."""

    document_id: DocumentId
    generation: int
    content_hash: str
    chunks: int
    created_at: datetime
    live: bool


class ChunkVector(NamedTuple):
    """A chunk with its embedding (unit length, float32)."""

    chunk: Chunk
    vector: Vector


class Found(NamedTuple):
    """One hit of the vector index."""

    chunk_id: ChunkId
    score: float
    """Cosine."""


class DocumentStore(Protocol):
    """Documents, chunks, vectors and the manifest, in SQL. Chroma is made from it and can be made again."""

    async def documents(self, shop: ShopId, include_deleted: bool = False) -> list[Document]:
        """The shop's documents by name."""
        ...

    async def document(self, shop: ShopId, document_id: DocumentId) -> Document:
        """Raises: NotFoundError."""
        ...

    async def document_named(self, shop: ShopId, name: str) -> Document | None:
        """The document of this file name, deleted ones too."""
        ...

    async def stage(self, document: Document, chunks: Sequence[ChunkVector]) -> int:
        """Store chunks as the document's next generation, not live yet; returns its number.

        The chunks' ids, document id and generation are set here from the document and their ordinal.
        """
        ...

    async def staged_chunks(self, shop: ShopId, document_id: DocumentId, generation: int) -> list[ChunkVector]:
        """The chunks of a generation by ordinal, with vectors."""
        ...

    async def publish(self, document: Document, generation: int) -> None:
        """Make this generation the live one and store the document's fields, in one transaction (the manifest flip)."""
        ...

    async def put_document(self, document: Document) -> None:
        """Store the document's fields without touching what is live: rejected and quarantined files."""
        ...

    async def delete_document(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """Take it out of the manifest; with ``erase`` its chunks and vectors go too."""
        ...

    async def generations(self, shop: ShopId, document_id: DocumentId) -> list[Generation]:
        """Newest first."""
        ...

    async def drop_generation(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        """Forget a generation that is not live. Raises: StaleError: it is live."""
        ...

    async def manifest(self, shop: ShopId) -> tuple[int, dict[DocumentId, int]]:
        """The manifest's version (grows with each flip) and the live generation of each document."""
        ...

    async def live_chunks(self, shop: ShopId, document_ids: Sequence[DocumentId] | None = None) -> list[Chunk]:
        """The live chunks, of these documents or of all."""
        ...

    async def vectors(self, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
        """The embedding cache: known vectors of these contents for the model."""
        ...

    def live_vectors(self, shop: ShopId) -> AsyncIterator[list[ChunkVector]]:
        """Live chunks with vectors in batches, for rebuilding the vector index."""
        ...


class VectorIndex(Protocol):
    """Nearest neighbours, one collection per shop (Chroma)."""

    async def add(self, shop: ShopId, chunks: Sequence[ChunkVector]) -> None:
        """Add or replace these chunks; acknowledged means durable."""
        ...

    async def query(self, shop: ShopId, vector: Vector, limit: int) -> list[Found]:
        """The nearest chunks of any generation, best first; the caller keeps the live ones."""
        ...

    async def remove(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        """Remove one generation of a document."""
        ...

    async def count(self, shop: ShopId) -> int:
        """How many chunks lie in the index."""
        ...

    async def drop(self, shop: ShopId) -> None:
        """Remove the shop's collection."""
        ...


class Embedder(Protocol):
    """Text to unit vectors."""

    @property
    def model(self) -> str:
        """Identity of model and prefixes; stored with the index."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    async def embed_query(self, text: str) -> Vector:
        """One question's vector; the same text within a turn costs once."""
        ...

    async def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Vector]:
        """Vectors of passages, in order; ``progress`` gets the number done."""
        ...


class KnowledgeQuery(Frozen):
    """A search of the shop's documents."""

    shop: ShopId
    text: str
    limit: int = Field(default=8, ge=1, le=50)
    include_internal: bool = False
    """For human agents only."""
    as_of: datetime
    """Passages not valid at this time are left out."""
    synonyms: dict[str, tuple[str, ...]] = {}


class KnowledgeSearch(Protocol):
    """The right passages for a question."""

    async def search(self, query: KnowledgeQuery) -> list[Passage]:
        """Live, valid passages for this audience, best first, with evidence ids p1, p2 …"""
        ...

    async def spelled(self, shop: ShopId, text: str) -> str:
        """The question with misspelt words as the shop's documents write them; unchanged where none is found."""
        ...

    async def vocabulary(self, shop: ShopId) -> frozenset[str]:
        """Terms of the shop's headings, table columns and product names."""
        ...


class IngestReport(Frozen):
    """What became of one file."""

    name: str
    result: Literal["added", "updated", "unchanged", "removed", "rejected", "quarantined"]
    reason: str = ""
    document_id: DocumentId | None = None
    generation: int | None = None
    chunks: int = 0
    left_out: tuple[str, ...] = ()
    """What was left out on purpose: hidden sheets, page headers, comments …"""


class IngestJob(Frozen):
    """Progress of a batch."""

    job_id: str
    shop: ShopId
    status: Literal["queued", "running", "done", "failed"]
    total: int
    done: int
    stage: str = ""
    reports: tuple[IngestReport, ...] = ()
    error: str = ""
    created_at: datetime


class Ingestor(Protocol):
    """Takes files in: sources → partition → chunk → embed → publish."""

    async def ingest(
        self,
        shop: ShopId,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        prune: bool = False,
        progress: Callable[[IngestJob], None] | None = None,
    ) -> list[IngestReport]:
        """Take in files and folders; one bad file never stops the rest."""
        ...

    async def start(self, shop: ShopId, paths: Sequence[Path]) -> IngestJob:
        """Take in files as a background job; the job owns the files and removes them when done."""
        ...

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        ...

    async def rollback(self, shop: ShopId, document_id: DocumentId, generation: int | None = None) -> Generation:
        """Make an earlier generation live again (the one before, when not named)."""
        ...

    async def delete(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """The document stops answering at once."""
        ...

    async def rebuild(self, shop: ShopId) -> int:
        """Make the shop's vector index again from SQL; returns the number of chunks."""
        ...
