"""What ingest kept back for a person's decision."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from api.auth import Admin, Agent, With
from domain.documents import Chunk
from domain.ids import DocumentId, HeldId
from domain.quarantine import HeldItem, HeldKind, HeldStatus

router = APIRouter(prefix="/v1/quarantine", tags=["documents"])

ItemId = Annotated[str, Path(pattern=r"^[\w-]{1,64}$")]
_EXCERPT = 200


class HeldView(BaseModel):
    """Something kept back: a passage, hidden text, a whole file, or a document that says it is internal."""

    item_id: HeldId
    document_id: DocumentId
    document: str
    """File name."""
    kind: HeldKind
    reason: str
    place: str
    text: str
    """In a list how it begins."""
    status: HeldStatus
    present: bool
    """Whether the file that was fed last still holds it; only then can it be released."""
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None


class HeldDetail(HeldView):
    """The same with its whole text."""

    chunks: list[Chunk]
    """What goes live on release; empty for the question whether a document is internal."""


class HeldList(BaseModel):
    """Newest first."""

    items: list[HeldView]


@router.get("")
async def list_held(
    services: With,
    principal: Agent,
    status: HeldStatus | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HeldList:
    """What was kept back; `status=waiting` is what waits for a decision."""
    found = await services.documents.quarantine.items(principal.shop, status, offset, limit)
    return HeldList(items=[HeldView(**_fields(item) | {"text": item.text[:_EXCERPT]}) for item in found])


@router.get("/{item_id}")
async def show_held(item_id: ItemId, services: With, principal: Agent) -> HeldDetail:
    """One, with its text and what would go live."""
    return _detail(await services.documents.quarantine.item(principal.shop, HeldId(item_id)))


@router.post("/{item_id}/release")
async def release(item_id: ItemId, services: With, principal: Admin) -> HeldDetail:
    """It goes live at once, and again whenever the file comes again; 409 where the document was changed since.

    Releasing the question whether a document is internal shows it to customers.
    """
    found = await services.ingestor.decide(principal.shop, HeldId(item_id), "released", principal.credential)
    return _detail(found)


@router.post("/{item_id}/reject")
async def reject(item_id: ItemId, services: With, principal: Admin) -> HeldDetail:
    """It stays out, or goes out again where it was released; the document stays internal."""
    found = await services.ingestor.decide(principal.shop, HeldId(item_id), "rejected", principal.credential)
    return _detail(found)


def _detail(item: HeldItem) -> HeldDetail:
    return HeldDetail(**_fields(item), chunks=list(item.chunks))


def _fields(item: HeldItem) -> dict[str, object]:
    own = item.model_dump(include=set(HeldView.model_fields) - {"document", "document_id"})
    return own | {"document": item.document.name, "document_id": item.document.document_id}
