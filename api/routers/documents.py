"""The shop's documents: upload, generations, and what came of them."""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile
from pydantic import BaseModel, Field

from api.auth import Admin, Agent, With
from api.limits import MAX_BATCH_BYTES
from api.services import Services
from domain.clock import CHINA
from domain.documents import Chunk, CitingReply, Document, Generation, IngestJob
from domain.errors import InvalidInputError, TooLargeError
from domain.ids import DocumentId, ShopId
from domain.standing import Standing, standing_of, successors

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_UNSAFE = re.compile(r"[\x00-\x1f/\\]|^\.+")
_LONGEST_NAME = 240
"""Bytes; file systems take 255."""

Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
Number = Annotated[int, Query(ge=1, le=1_000_000_000)]

router = APIRouter(prefix="/v1", tags=["documents"])


class DocumentView(Document):
    """A document, and how it stands today."""

    standing: Standing
    superseded_by: str | None
    """File name of the live document that replaced it."""


class DocumentList(BaseModel):
    """By name."""

    documents: list[DocumentView]


class GenerationList(BaseModel):
    """Newest first."""

    generations: list[Generation]


class ChunkList(BaseModel):
    """Chunks of one generation, in the document's order."""

    generation: int
    chunks: list[Chunk]


class Difference(BaseModel):
    """What changed between two generations, in chunks; a moved chunk hasn't changed."""

    before: int
    after: int
    added: list[Chunk]
    removed: list[Chunk]
    unchanged: int


class JobList(BaseModel):
    """Newest first."""

    jobs: list[IngestJob]


class CitingReplies(BaseModel):
    """Newest first."""

    replies: list[CitingReply]


class RollbackBody(BaseModel):
    """Which generation; the one before the live one when not named."""

    generation: int | None = Field(default=None, ge=1, le=1_000_000_000)


@router.get("/documents")
async def list_documents(services: With, principal: Agent) -> DocumentList:
    """The shop's documents, rejected and quarantined ones with their reason."""
    return DocumentList(documents=await _views(services, principal.shop))


@router.post("/documents", status_code=202, max_body_size=MAX_BATCH_BYTES)
async def upload_documents(files: Annotated[list[UploadFile], File()], services: With, principal: Admin) -> IngestJob:
    """Take files in as a job; ask ``/v1/ingest-jobs/{id}`` how far it is."""
    services.uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=services.uploads))
    try:
        paths = [await _stored(upload, folder) for upload in files]
        return await services.ingestor.start(principal.shop, paths)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@router.get("/documents/{document_id}")
async def show_document(document_id: str, services: With, principal: Agent) -> DocumentView:
    """One document, a deleted one too."""
    document = await services.documents.document(principal.shop, DocumentId(document_id))
    views = await _views(services, principal.shop, document)
    return views[0]


@router.delete("/documents/{document_id}", status_code=204)
async def delete_document(document_id: str, services: With, principal: Admin, erase: bool = False) -> Response:
    """The document stops answering at once; with ``erase`` its text is removed for good."""
    await services.ingestor.delete(principal.shop, DocumentId(document_id), erase)
    return Response(status_code=204)


@router.get("/documents/{document_id}/generations")
async def generations(document_id: str, services: With, principal: Agent) -> GenerationList:
    """The document's published versions."""
    found = await services.documents.generations(principal.shop, DocumentId(document_id))
    return GenerationList(generations=found)


@router.get("/documents/{document_id}/chunks")
async def chunks(
    document_id: str,
    services: With,
    principal: Agent,
    generation: Number | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> ChunkList:
    """The chunks of a generation, of the live one when not named."""
    document = await services.documents.document(principal.shop, DocumentId(document_id))
    number = generation or document.generation
    found = await services.documents.chunks_of(principal.shop, document.document_id, number, offset, limit)
    return ChunkList(generation=number, chunks=found)


@router.get("/documents/{document_id}/difference")
async def difference(
    document_id: str, services: With, principal: Agent, before: Number, after: Number | None = None
) -> Difference:
    """What changed from one generation to another, to the live one when not named."""
    document = await services.documents.document(principal.shop, DocumentId(document_id))
    number = after or document.generation
    old = await services.documents.chunks_of(principal.shop, document.document_id, before)
    new = await services.documents.chunks_of(principal.shop, document.document_id, number)
    known, kept = {c.content_hash for c in old}, {c.content_hash for c in new}
    return Difference(
        before=before,
        after=number,
        added=[c for c in new if c.content_hash not in known],
        removed=[c for c in old if c.content_hash not in kept],
        unchanged=len(known & kept),
    )


@router.get("/documents/{document_id}/citations")
async def citations(
    document_id: str,
    services: With,
    principal: Agent,
    generation: Number | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> CitingReplies:
    """Which replies cited this document, with the quotes they took from it."""
    return CitingReplies(
        replies=await services.documents.citing_replies(
            principal.shop, DocumentId(document_id), generation, offset, limit
        )
    )


@router.post("/documents/{document_id}/rollback")
async def rollback(document_id: str, body: RollbackBody, services: With, principal: Admin) -> Generation:
    """Make an earlier generation live again, at once, whatever upload is under way."""
    return await services.ingestor.rollback(principal.shop, DocumentId(document_id), body.generation)


async def _views(services: Services, shop_id: ShopId, only: Document | None = None) -> list[DocumentView]:
    shop = await services.ports.shops.get_shop(shop_id)
    day = services.ports.clock_of(shop).now().astimezone(CHINA).date()
    documents = await services.documents.documents(shop_id)
    replaced = successors(documents, day)
    return [
        DocumentView(**dict(d), standing=standing_of(d, replaced, day), superseded_by=replaced.get(d.name))
        for d in ([only] if only else documents)
    ]


async def _stored(upload: UploadFile, folder: Path) -> Path:
    name = upload.filename or ""
    if not name.strip() or _UNSAFE.search(name):
        raise InvalidInputError("Each file needs a plain file name without folders.")
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise InvalidInputError("A file's name is too long: shorten it to 80 characters.")
    path, size = folder / name, 0
    if path.exists():
        raise InvalidInputError("Two of the files have the same name: a document is known by it, so name them apart.")
    with path.open("wb") as target:
        while piece := await upload.read(_CHUNK_BYTES):
            size += len(piece)
            if size > MAX_UPLOAD_BYTES:
                raise TooLargeError("A file is over the limit of 50 MB; split it or shrink its pictures.")
            target.write(piece)
    return path


@router.get("/ingest-jobs")
async def ingest_jobs(services: With, principal: Agent) -> JobList:
    """The shop's uploads and rebuilds, also those of before a restart."""
    return JobList(jobs=await services.ingestor.jobs(principal.shop))


@router.post("/index/rebuild", status_code=202)
async def rebuild_index(services: With, principal: Admin) -> IngestJob:
    """Make the vector index anew as a job; searches ask the present one until the new one is whole."""
    return await services.ingestor.start_rebuild(principal.shop)


@router.get("/ingest-jobs/{job_id}")
async def ingest_job(job_id: str, services: With, principal: Agent) -> IngestJob:
    """How far a job is, and what became of each file."""
    return await services.ingestor.job(principal.shop, job_id)
