"""DocumentStore: generations, the manifest and vectors."""

import numpy as np
import pytest

from backends.sql.database import Database
from backends.sql.documents import SqlDocumentStore
from domain.documents import Chunk, ChunkVector, Document
from domain.errors import ConfigurationError, NotFoundError, StaleError
from domain.ids import ChunkId, DocumentId
from tests.contract.samples import NOW, OTHER_SHOP, SHOP

DOC = DocumentId("doc_1")


@pytest.fixture
def store(database: Database) -> SqlDocumentStore:
    return SqlDocumentStore(database, "m1")


def _document(content: str = "h1", name: str = "退换.md", document_id: DocumentId = DOC) -> Document:
    return Document(
        document_id=document_id,
        shop=SHOP,
        name=name,
        title="退换",
        media_type="text/markdown",
        content_hash=content,
        size=1,
        updated_at=NOW,
    )


def _chunks(*texts: str) -> list[ChunkVector]:
    made = []
    for number, text in enumerate(texts):
        chunk = Chunk(
            chunk_id=ChunkId("new"),
            document_id=DOC,
            generation=0,
            ordinal=0,
            text=text,
            title="退换",
            content_hash=text,
        )
        made.append(ChunkVector(chunk, np.array([1.0, float(number), 0.5], dtype=np.float32)))
    return made


async def test_a_staged_generation_isnt_live_until_published(store: SqlDocumentStore) -> None:
    number = await store.stage(_document(), _chunks("一", "二"))
    assert number == 1
    assert await store.live_chunks(SHOP) == []
    assert await store.manifest(SHOP) == (0, {})
    await store.publish(_document(), number)
    assert await store.manifest(SHOP) == (1, {DOC: 1})
    assert [(c.chunk_id, c.text) for c in await store.live_chunks(SHOP)] == [("doc_1:1:0", "一"), ("doc_1:1:1", "二")]
    document = await store.document(SHOP, DOC)
    assert (document.generation, document.chunks) == (1, 2)


async def test_version_and_size_of_what_is_live_follow_the_manifest(store: SqlDocumentStore) -> None:
    assert (await store.version(SHOP), await store.sizes()) == (0, {})
    assert await store.first_shop() is None
    for texts in (("一", "二"), ("一", "二", "三")):
        await store.publish(_document(), await store.stage(_document(), _chunks(*texts)))
    assert (await store.version(SHOP), await store.sizes()) == (2, {SHOP: 3})
    assert await store.first_shop() == SHOP
    assert await store.version(OTHER_SHOP) == 0
    await store.delete_document(SHOP, DOC)
    assert (await store.version(SHOP), await store.sizes()) == (3, {})


async def test_vectors_come_back_as_they_were_and_are_the_cache(store: SqlDocumentStore) -> None:
    staged = _chunks("一", "二")
    number = await store.stage(_document(), staged)
    back = await store.staged_chunks(SHOP, DOC, number)
    assert [np.asarray(each.vector).tolist() for each in back] == [np.asarray(each.vector).tolist() for each in staged]
    known = await store.vectors("m1", ["一", "二", "三"])
    assert set(known) == {"一", "二"}
    assert await store.vectors("m2", ["一"]) == {}


async def test_the_next_generation_replaces_and_the_last_can_come_back(store: SqlDocumentStore) -> None:
    for texts in (("旧",), ("新", "更新")):
        await store.publish(_document(), await store.stage(_document(), _chunks(*texts)))
    assert [c.text for c in await store.live_chunks(SHOP)] == ["新", "更新"]
    assert [(g.generation, g.live) for g in await store.generations(SHOP, DOC)] == [(2, True), (1, False)]
    await store.publish(_document(), 1)
    assert [c.text for c in await store.live_chunks(SHOP, [DOC])] == ["旧"]
    assert await store.manifest(SHOP) == (3, {DOC: 1})


async def test_a_live_generation_cant_be_dropped_and_a_dropped_one_cant_go_live(store: SqlDocumentStore) -> None:
    for text in ("旧", "新"):
        await store.publish(_document(), await store.stage(_document(), _chunks(text, "同")))
    with pytest.raises(StaleError):
        await store.drop_generation(SHOP, DOC, 2)
    await store.drop_generation(OTHER_SHOP, DOC, 1)
    assert len(await store.generations(SHOP, DOC)) == 2
    await store.drop_generation(SHOP, DOC, 1)
    assert set(await store.vectors("m1", ["旧", "新", "同"])) == {"新", "同"}
    with pytest.raises(NotFoundError):
        await store.publish(_document(), 1)
    assert await store.stage(_document(), _chunks("三")) == 3


async def test_a_rejected_file_leaves_what_is_live(store: SqlDocumentStore) -> None:
    await store.publish(_document(), await store.stage(_document(), _chunks("一")))
    await store.put_document(_document("h2").model_copy(update={"status": "rejected", "reason": "空"}))
    assert await store.manifest(SHOP) == (1, {DOC: 1})
    assert (await store.document(SHOP, DOC)).status == "rejected"


async def test_a_deleted_document_stops_at_once_and_is_still_known_by_name(store: SqlDocumentStore) -> None:
    await store.publish(_document(), await store.stage(_document(), _chunks("一")))
    await store.delete_document(SHOP, DOC)
    assert await store.manifest(SHOP) == (2, {})
    assert await store.live_chunks(SHOP) == []
    assert await store.documents(SHOP) == []
    assert [d.status for d in await store.documents(SHOP, include_deleted=True)] == ["deleted"]
    assert await store.document_named(SHOP, "退换.md") is not None
    assert len(await store.generations(SHOP, DOC)) == 1
    await store.delete_document(SHOP, DOC, erase=True)
    assert await store.generations(SHOP, DOC) == []
    assert await store.vectors("m1", ["一"]) == {}


async def test_documents_stay_within_their_shop(store: SqlDocumentStore) -> None:
    await store.publish(_document(), await store.stage(_document(), _chunks("一")))
    assert await store.documents(OTHER_SHOP) == []
    assert await store.live_chunks(OTHER_SHOP) == []
    assert await store.staged_chunks(OTHER_SHOP, DOC, 1) == []
    assert await store.document_named(OTHER_SHOP, "退换.md") is None
    for call in (store.document(OTHER_SHOP, DOC), store.delete_document(OTHER_SHOP, DOC)):
        with pytest.raises(NotFoundError):
            await call


async def test_a_rebuild_reads_every_live_chunk_once(store: SqlDocumentStore) -> None:
    for name in ("a", "b"):
        document = _document(name=name, document_id=DocumentId(f"doc_{name}"))
        await store.publish(document, await store.stage(document, _chunks(*(f"{name}{n}" for n in range(700)))))
    batches = [batch async for batch in store.live_vectors(SHOP)]
    assert len(batches) > 2
    ids = [each.chunk.chunk_id for batch in batches for each in batch]
    assert len(ids) == len(set(ids)) == 1400


async def test_vectors_of_another_model_are_refused_not_mixed(store: SqlDocumentStore, database: Database) -> None:
    await store.publish(_document(), await store.stage(_document(), _chunks("一")))
    with pytest.raises(ConfigurationError):
        _ = [batch async for batch in SqlDocumentStore(database, "m2").live_vectors(SHOP)]


async def test_a_generation_goes_live_only_over_what_it_was_made_for(store: SqlDocumentStore) -> None:
    await store.publish(_document(), await store.stage(_document(), _chunks("一")))
    before = await store.document(SHOP, DOC)
    second = await store.stage(_document(), _chunks("二"))
    await store.delete_document(SHOP, DOC)
    with pytest.raises(StaleError):
        await store.publish(_document(), second, after=before)
    assert await store.live_chunks(SHOP) == []
    await store.publish(_document(), second, after=await store.document(SHOP, DOC))
    assert [c.text for c in await store.live_chunks(SHOP)] == ["二"]
