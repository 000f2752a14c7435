"""What comes back from the parsing process: a document ready to be embedded, or the reason why not."""

from datetime import date

from domain.documents import Audience, Chunk
from domain.model import Frozen
from domain.quarantine import Held
from domain.shop import DocumentRule
from ingest.settings import IngestSettings


class Order(Frozen):
    """One file to be prepared; plain data, so that any engine can carry it."""

    path: str
    name: str
    rule: DocumentRule = DocumentRule()
    product_names: tuple[str, ...] = ()
    settings: IngestSettings = IngestSettings()
    ocr: bool = False
    """Whether this process has room for OCR."""


class Prepared(Frozen):
    """One file taken apart."""

    name: str
    media_type: str = "application/octet-stream"
    title: str = ""
    chunks: tuple[Chunk, ...] = ()
    audience: Audience = "public"
    effective_from: date | None = None
    expires_on: date | None = None
    supersedes: tuple[str, ...] = ()
    """File names or titles, as written."""
    left_out: tuple[str, ...] = ()
    refusal: str = ""
    quarantined: bool = False
    """Kept back for a person, with `refusal` as the reason."""
    held: tuple[Held, ...] = ()
    """What a person has to decide on; none of it is in ``chunks`` or told in ``left_out``."""
    needs_ocr: bool = False
    """Send it again to a process with room for OCR."""
    seconds: dict[str, float] = {}
    """Time by stage: parse, ocr, chunk."""
