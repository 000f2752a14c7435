"""The shop's documents: search, upload, generations."""

import re
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from pydantic import BaseModel, Field

from api.auth import Admin, Agent, With
from domain.documents import Document, Generation, IngestJob, KnowledgeQuery
from domain.errors import InvalidInputError, TooLargeError
from domain.ids import DocumentId

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_UNSAFE = re.compile(r"[\x00-\x1f/\\]|^\.+")

router = APIRouter(prefix="/v1", tags=["documents"])


class SearchBody(BaseModel):
    """What to look for."""

    query: str = Field(min_length=1, max_length=500, examples=["茶具碎了怎么办"])
    limit: int = Field(default=5, ge=1, le=50)


class SearchResult(BaseModel):
    """One passage."""

    text: str
    document: str
    title: str
    section: str
    page: int | None
    score: float
    chunk_id: str
    generation: int


class SearchResults(BaseModel):
    """Best first."""

    results: list[SearchResult]


class DocumentList(BaseModel):
    """By name."""

    documents: list[Document]


class GenerationList(BaseModel):
    """Newest first."""

    generations: list[Generation]


class RollbackBody(BaseModel):
    """Which generation; the one before the live one when not named."""

    generation: int | None = Field(default=None, ge=1)


@router.post("/search")
async def search(body: SearchBody, services: With, principal: Agent) -> SearchResults:
    """The passages that a question finds, internal ones included: this is for people of the shop."""
    shop = await services.ports.shops.get_shop(principal.shop)
    query = KnowledgeQuery(
        shop=shop.id,
        text=body.query,
        limit=body.limit,
        include_internal=True,
        as_of=services.ports.clock_of(shop).now(),
        synonyms=shop.synonyms,
    )
    found = await services.ports.search.search(query)
    fields = SearchResult.model_fields.keys()
    return SearchResults(results=[SearchResult(**p.model_dump(include=set(fields))) for p in found])


@router.get("/documents")
async def list_documents(services: With, principal: Agent) -> DocumentList:
    """The shop's documents, rejected and quarantined ones with their reason."""
    return DocumentList(documents=await services.documents.documents(principal.shop))


@router.post("/documents", status_code=202)
async def upload_documents(files: Annotated[list[UploadFile], File()], services: With, principal: Admin) -> IngestJob:
    """Take files in as a job; ask ``/v1/ingest-jobs/{id}`` how far it is."""
    folder = Path(tempfile.mkdtemp(prefix="kefu-upload-"))
    paths = [await _stored(upload, folder) for upload in files]
    return await services.ingestor.start(principal.shop, paths)


async def _stored(upload: UploadFile, folder: Path) -> Path:
    name = upload.filename or ""
    if not name.strip() or _UNSAFE.search(name):
        raise InvalidInputError("Each file needs a plain file name without folders.")
    path, size = folder / name, 0
    with path.open("wb") as target:
        while piece := await upload.read(_CHUNK_BYTES):
            size += len(piece)
            if size > MAX_UPLOAD_BYTES:
                raise TooLargeError("A file is over the limit of 50 MB; split it or shrink its pictures.")
            target.write(piece)
    return path


@router.get("/ingest-jobs/{job_id}")
async def ingest_job(job_id: str, services: With, principal: Agent) -> IngestJob:
    """How far a job is, and what became of each file."""
    return await services.ingestor.job(principal.shop, job_id)


@router.delete("/documents/{document_id}", status_code=204)
async def delete_document(document_id: str, services: With, principal: Admin, erase: bool = False) -> Response:
    """The document stops answering at once; with ``erase`` its text is removed for good."""
    await services.ingestor.delete(principal.shop, DocumentId(document_id), erase)
    return Response(status_code=204)


@router.get("/documents/{document_id}/generations")
async def generations(document_id: str, services: With, principal: Agent) -> GenerationList:
    """The document's published versions."""
    await services.documents.document(principal.shop, DocumentId(document_id))
    found = await services.documents.generations(principal.shop, DocumentId(document_id))
    return GenerationList(generations=found)


@router.post("/documents/{document_id}/rollback")
async def rollback(document_id: str, body: RollbackBody, services: With, principal: Admin) -> Generation:
    """Make an earlier generation live again."""
    return await services.ingestor.rollback(principal.shop, DocumentId(document_id), body.generation)
