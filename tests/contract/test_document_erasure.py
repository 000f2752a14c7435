"""An erased document's words are in no row and, on SQLite, in no file: neither in free pages nor in the log."""

import json
from pathlib import Path

from sqlalchemy import select

from backends.sql.database import Database
from backends.sql.documents import SqlDocumentStore
from backends.sql.ingest_jobs import SqlJobs
from backends.sql.tables import metadata
from domain.documents import Chunk, ChunkVector, Document, IngestJob, IngestReport
from domain.ids import ChunkId, DocumentId
from domain.ingest_jobs import JobOrder
from domain.quarantine import Held, HeldOf
from tests.contract.samples import NOW, SHOP

WORDS = "瓷胎掺糯米浆"
DOC = DocumentId("doc_1")


async def test_an_erased_document_leaves_no_words_behind(database: Database) -> None:
    store, jobs = SqlDocumentStore(database, "m1"), SqlJobs(database, "this folder")
    await _take_in(store, jobs)
    assert set(await _tables_with_words(database)) == {"chunks", "documents", "ingest_jobs", "quarantine"}
    await store.delete_document(SHOP, DOC, erase=True)
    await jobs.forget(SHOP, ["秘方.md"])
    assert await _tables_with_words(database) == []
    assert _files_with_words(database) == []


async def _take_in(store: SqlDocumentStore, jobs: SqlJobs) -> None:
    document = Document(
        document_id=DOC, shop=SHOP, name="秘方.md", title=WORDS, media_type="text/markdown", content_hash="h1", size=1,
        updated_at=NOW,
    )  # fmt: skip
    chunks = [
        ChunkVector(
            Chunk(
                chunk_id=ChunkId("new"), document_id=DOC, generation=0, ordinal=0, text=f"{WORDS}{number}" * 40,
                title=WORDS, content_hash=f"c{number}",
            ),
            [1.0, float(number), 0.5],
        )
        for number in range(40)
    ]  # fmt: skip
    generation = await store.stage(document, chunks)
    held = Held(kind="passage", digest="d1", reason="r", text=WORDS)
    await store.publish(document, generation, review=HeldOf(document=document, held=(held,)))
    job = IngestJob(job_id="job_1", shop=SHOP, status="queued", total=1, done=0, created_at=NOW)
    await jobs.put(job, JobOrder())
    report = IngestReport(name="秘方.md", result="added", left_out=(WORDS * 9,))
    for done in range(3):
        await jobs.save(job.model_copy(update={"status": "done", "done": done, "reports": (report,)}))


async def _tables_with_words(database: Database) -> list[str]:
    found = []
    for name, table in metadata.tables.items():
        rows = await database.read(lambda connection, table=table: connection.execute(select(table)).all())  # type: ignore[misc]
        if any(WORDS in str(tuple(row)) for row in rows):
            found.append(name)
    return found


def _files_with_words(database: Database) -> list[str]:
    """The database's files that hold the words in any form in which text is stored; none on PostgreSQL."""
    if not database.is_sqlite:
        return []
    folder = Path(str(database.engine.url.database)).parent
    forms = [WORDS.encode(), WORDS.encode("utf-16-le"), json.dumps(WORDS)[1:-1].encode()]
    return [p.name for p in folder.iterdir() if p.is_file() and any(form in p.read_bytes() for form in forms)]
