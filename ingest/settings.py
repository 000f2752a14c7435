"""Limits of ingest. Those that change chunks are part of every document's content hash."""

from pydantic import Field

from domain.model import Frozen

MIB = 1024 * 1024


class IngestSettings(Frozen):
    """What an operator may set; the defaults suit a shop with a few hundred documents."""

    chunk_tokens: int = Field(default=220, ge=40, le=2000)
    """Size of a packed chunk in o200k tokens; a sentence or a row is not cut to meet it."""
    hard_tokens: int = Field(default=440, ge=80, le=4000)
    """A single sentence or table row above this is cut after all, at clauses; embedding models end about here."""
    max_bytes: int = 50 * MIB
    max_pages: int = 500
    max_cells: int = 400_000
    max_unpacked_bytes: int = 300 * MIB
    """Sum of what an Office archive says it unpacks to."""
    parse_seconds: float = 120
    ocr_seconds: float = 300
    parse_memory_bytes: int = 900 * MIB
    """Address space of the parsing process; OCR has its own, below."""
    ocr_memory_bytes: int = 3072 * MIB
    """Address space, mostly reserved by the inference runtime and never touched; resident about 0.7 GB."""
    workers: int = Field(default=0, ge=0)
    """Parsing processes; 0: one per core, at most four."""
    embed_batch: int = Field(default=256, ge=1)
    embed_lanes: int = Field(default=2, ge=1)
    """Documents embedded at once; one lane a core keeps an embedded model busy."""
    prune_brake: float = Field(default=1 / 3, gt=0, le=1)
    """Pruning more than this share of the live documents is refused unless forced."""

    def chunk_key(self) -> str:
        """The settings that change chunks, as text for hashing, with the format's version."""
        return f"v1|{self.chunk_tokens}|{self.hard_tokens}|{self.max_pages}|{self.max_cells}"
