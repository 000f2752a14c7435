"""Documents, their generations and chunks, and the ports of ingest and search."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from pydantic import Field

from domain.evidence import ChunkKind, Citation, Passage
from domain.ids import ChunkId, ConversationId, DocumentId, HeldId, MessageId, ShopId
from domain.model import Frozen

if TYPE_CHECKING:
    from domain.quarantine import HeldItem, HeldOf, QuarantineStore, Ruling, Verdict

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


class CitingReply(Frozen):
    """A reply that rests on a document, with the quotes it took from it."""

    conversation_id: ConversationId
    message_id: MessageId
    at: datetime
    text: str
    ai_generated: bool
    citations: tuple[Citation, ...]
    """Those of this document only."""


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

    @property
    def quarantine(self) -> "QuarantineStore":
        """What was kept back of the documents."""
        ...

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

    async def publish(
        self,
        document: Document,
        generation: int,
        after: Document | None = None,
        review: "HeldOf | Ruling | None" = None,
    ) -> None:
        """Make this generation the live one and store the document's fields, in one transaction (the manifest flip).

        Args:
            after: what has to be live still: its generation and status.
            review: what this version keeps back, or the decision that it carries out; stored in the same transaction.

        Raises: NotFoundError: no such generation. StaleError: the document isn't as in ``after`` any more.
        """
        ...

    async def put_document(self, document: Document) -> None:
        """Store the document's fields without touching what is live: rejected and quarantined files."""
        ...

    async def retire(self, document: Document, ruling: "Ruling") -> None:
        """Store the document's fields with nothing live any more, and the decision that wants it so."""
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

    async def version(self, shop: ShopId) -> int:
        """The manifest's version alone, 0 for a shop without documents: what each turn looks at."""
        ...

    async def manifest(self, shop: ShopId) -> tuple[int, dict[DocumentId, int]]:
        """The manifest's version (grows with each flip) and the live generation of each document."""
        ...

    async def sizes(self) -> dict[ShopId, int]:
        """How many live chunks each shop has; shops without any are left out."""
        ...

    async def versions(self) -> dict[ShopId, int]:
        """The version of each shop's manifest."""
        ...

    async def live_generations(self) -> dict[DocumentId, int]:
        """The live generation of each document of all shops."""
        ...

    async def live_chunks(self, shop: ShopId, document_ids: Sequence[DocumentId] | None = None) -> list[Chunk]:
        """The live chunks, of these documents or of all."""
        ...

    async def chunks_of(
        self, shop: ShopId, document_id: DocumentId, generation: int, offset: int = 0, limit: int | None = None
    ) -> list[Chunk]:
        """The chunks of a generation by ordinal. Raises: NotFoundError: no such document or generation."""
        ...

    async def citing_replies(
        self, shop: ShopId, document_id: DocumentId, generation: int | None = None, offset: int = 0, limit: int = 50
    ) -> list[CitingReply]:
        """Which replies cited this document (or this generation of it), newest first. Raises: NotFoundError."""
        ...

    async def vectors(self, model: str, content_hashes: Sequence[str]) -> dict[str, Vector]:
        """The embedding cache: known vectors of these contents for the model."""
        ...

    async def put_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Add to the embedding cache, by content hash."""
        ...

    async def shops(self) -> list[ShopId]:
        """The shops that have documents."""
        ...

    def live_vectors(self, shop: ShopId) -> AsyncIterator[list[ChunkVector]]:
        """Live chunks with vectors in batches, for rebuilding the vector index."""
        ...


FillIndex = Callable[[ShopId, Sequence[ChunkVector]], Awaitable[None]]
"""Adds chunks to an index that is being made."""


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
        """How many chunks lie in the index; it may be counted by looking at each."""
        ...

    async def answers(self, shop: ShopId | None) -> None:
        """Ask the index for a sign of life, and this shop's whether it is of the embedding model in use.

        Raises: UnavailableError, ConfigurationError: it is of another model.
        """
        ...

    async def drop(self, shop: ShopId) -> None:
        """Remove the shop's collection."""
        ...

    def renewal(self) -> AbstractAsyncContextManager[FillIndex]:
        """A new, empty index to fill; at the end of the block it takes over from the one that served meanwhile.

        Raises: StaleError: another renewal is under way.
        """
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
    explain: bool = False
    """Each passage tells why it was found: for people who look into it."""
    with_referred: bool = False
    """Behind the limit stand rows of a table that a found row refers to (在上表基础上多5天)."""


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


class IndexKeeper(Protocol):
    """Has large shops' documents read before a question asks for them."""

    async def begin(self) -> None:
        """Note what has to be read before this process is ready."""
        ...

    async def watch(self) -> None:
        """Read it, and what changes from then on; for ever."""
        ...


class IngestReport(Frozen):
    """What became of one file."""

    name: str
    result: Literal["added", "updated", "unchanged", "removed", "rejected", "quarantined"]
    reason: str = ""
    document_id: DocumentId | None = None
    generation: int | None = None
    chunks: int = 0
    chunks_added: int = 0
    """Chunks that the live generation didn't have."""
    chunks_removed: int = 0
    """Chunks that only the live generation has (had)."""
    added_texts: tuple[str, ...] = ()
    """In a dry run: how the added chunks begin."""
    removed_texts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """What was left out on purpose: hidden sheets, page headers, comments …"""
    waiting: int = 0
    """How much of it waits for a person's decision."""


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
    kind: Literal["ingest", "rebuild", "delete", "rollback", "review"] = "ingest"


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
        force: bool = False,
    ) -> list[IngestReport]:
        """Take in files and folders; one bad file never stops the rest."""
        ...

    async def start(self, shop: ShopId, paths: Sequence[Path]) -> IngestJob:
        """Take in files as a background job that survives a crash; it owns the files and removes them when done."""
        ...

    async def start_rebuild(self, shop: ShopId) -> IngestJob:
        """The same as ``rebuild``, as a background job."""
        ...

    async def jobs(self, shop: ShopId) -> list[IngestJob]:
        """The shop's jobs, newest first."""
        ...

    async def work(self) -> None:
        """Resume what a crash cut off, then take up what other processes queue, until cancelled."""
        ...

    async def idle(self) -> None:
        """Wait until no background job of this process runs."""
        ...

    async def close(self) -> None:
        """Stop background jobs; they go on at the next start."""
        ...

    async def job(self, shop: ShopId, job_id: str) -> IngestJob:
        """Raises: NotFoundError."""
        ...

    async def rollback(self, shop: ShopId, document_id: DocumentId, generation: int | None = None) -> Generation:
        """Make an earlier generation live again (the one before, when not named)."""
        ...

    async def delete(self, shop: ShopId, document_id: DocumentId, erase: bool = False) -> None:
        """The document stops answering at once; ``erase`` also starts a rebuild of the index."""
        ...

    async def decide(self, shop: ShopId, item_id: HeldId, verdict: "Verdict", actor: str) -> "HeldItem":
        """A person's decision on what was kept back: live from now on, or out.

        Raises: NotFoundError. StaleError: the document was changed since.
        """
        ...

    async def rebuild(self) -> int:
        """Make the vector index of all shops anew from SQL while the present one serves; returns its chunks."""
        ...
