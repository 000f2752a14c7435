"""A person's decision on what was kept back: carried out at once, and again whenever the file comes again."""

from collections.abc import Iterable, Mapping, Sequence

from domain.clock import Clock
from domain.documents import Audience, Chunk, Document, DocumentStore
from domain.errors import StaleError
from domain.ids import HeldId, ShopId
from domain.quarantine import HeldItem, HeldStatus, Ruling, Verdict
from ingest.audience import is_internal_part
from ingest.prepared import Prepared
from ingest.publishing import Publisher, Revised

_STALE = "The document was changed, rolled back or taken out since: feed its file again, then decide on what is found."


def as_decided(prepared: Prepared, decisions: Mapping[str, HeldStatus]) -> Prepared:
    """The prepared file with what people released before; the rest of what is held stays out."""
    kinds = {held.kind for held in prepared.held if decisions.get(held.digest) == "released"}
    if "file" in kinds:
        whole = next(held for held in prepared.held if held.kind == "file")
        prepared = prepared.model_copy(update={"chunks": whole.chunks, "refusal": "", "quarantined": False})
    if prepared.refusal:
        return prepared
    released = [held for held in prepared.held if decisions.get(held.digest) == "released" and held.kind != "file"]
    chunks = with_released(prepared.chunks, (chunk for held in released for chunk in held.chunks))
    audience: Audience = "public" if "audience" in kinds else prepared.audience
    if audience != prepared.audience:
        chunks = for_audience(chunks, audience)
    return prepared.model_copy(update={"chunks": tuple(chunks), "audience": audience})


def with_released(chunks: Sequence[Chunk], released: Iterable[Chunk]) -> list[Chunk]:
    """Chunks in the document's order, each released one where it would stand; none twice."""
    merged = list(chunks)
    known = {chunk.content_hash for chunk in chunks}
    for chunk in released:
        if chunk.content_hash not in known:
            known.add(chunk.content_hash)
            at = next((n for n, other in enumerate(merged) if other.start >= chunk.start), len(merged))
            merged.insert(at, chunk)
    return merged


def for_audience(chunks: Sequence[Chunk], audience: Audience) -> list[Chunk]:
    """The chunks of a document for this audience; parts that are internal by name stay so."""
    return [
        chunk.model_copy(
            update={
                "audience": "internal"
                if audience == "internal" or is_internal_part(chunk.section, chunk.sheet)
                else "public"
            }
        )
        for chunk in chunks
    ]


class ReviewDesk:
    """Carries decisions out."""

    def __init__(self, documents: DocumentStore, publisher: Publisher, clock: Clock) -> None:
        """Args: publisher: changes what is live."""
        self._documents = documents
        self._publisher = publisher
        self._clock = clock

    async def decide(self, shop: ShopId, item_id: HeldId, verdict: Verdict, actor: str) -> HeldItem:
        """Release: live from now on. Reject: out, again where it was released before.

        Raises: NotFoundError. StaleError: the document was changed since, or somebody else decided.
        """
        quarantine = self._documents.quarantine
        item = await quarantine.item(shop, item_id)
        now = self._clock.now()
        ruling = Ruling(item_id=item_id, before=item.status, status=verdict, actor=actor, at=now)

        def revised(document: Document, live: list[Chunk]) -> Revised | None:
            if verdict == "released":
                return _released(item, document.model_copy(update={"updated_at": now}), live)
            return _without(item, document.model_copy(update={"updated_at": now}), live)

        if verdict == "rejected" and item.status != "released":
            await quarantine.rule(shop, ruling)
        elif verdict == "rejected" and item.kind == "file":
            await self._publisher.retract(item.document, ruling)
        else:
            await self._publisher.revise(shop, item.document.document_id, revised, ruling)
        return await quarantine.item(shop, item_id)


def _released(item: HeldItem, document: Document, live: list[Chunk]) -> Revised | None:
    if not item.present or document.status == "deleted":
        raise StaleError(_STALE)
    is_its_file = document.content_hash == item.document.content_hash and document.generation > 0
    if item.kind == "file":
        if is_its_file and document.status == "live":
            return None
        kept = {"document_id": document.document_id, "generation": document.generation, "chunks": document.chunks}
        changed = item.document.model_copy(
            update={**kept, "updated_at": document.updated_at, "status": "live", "reason": ""}
        )
        return Revised(changed, list(item.chunks))
    if not is_its_file or document.status != "live":
        raise StaleError(_STALE)
    if item.kind == "audience":
        return Revised(document.model_copy(update={"audience": "public"}), for_audience(live, "public"))
    extra = item.chunks
    if document.audience != item.document.audience:
        extra = tuple(for_audience(extra, document.audience))
    chunks = with_released(live, extra)
    return Revised(document, chunks) if len(chunks) != len(live) else None


def _without(item: HeldItem, document: Document, live: list[Chunk]) -> Revised | None:
    """What is live without what the item brought in; None where nothing of it is there."""
    if document.generation == 0:
        return None
    if item.kind == "audience":
        if document.content_hash != item.document.content_hash or document.audience == "internal":
            return None
        return Revised(document.model_copy(update={"audience": "internal"}), for_audience(live, "internal"))
    out = {chunk.content_hash for chunk in item.chunks}
    kept = [chunk for chunk in live if chunk.content_hash not in out]
    return Revised(document, kept) if len(kept) != len(live) else None
