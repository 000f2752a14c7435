"""The vector index over a real Chroma in a folder."""

from pathlib import Path

import numpy as np
import pytest

from backends.knowledge.chroma_index import ChromaIndex, collection_name, embedded_client
from domain.documents import Chunk, ChunkVector
from domain.errors import ConfigurationError
from domain.ids import ChunkId, DocumentId, ShopId

SHOP, OTHER = ShopId("shop"), ShopId("other")


def unit(axis: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.zeros(384, dtype=np.float32)
    vector[axis] = 1
    return vector


def rows(document: str, generation: int, count: int) -> list[ChunkVector]:
    return [
        ChunkVector(
            Chunk(
                chunk_id=ChunkId(f"{document}:{generation}:{n}"),
                document_id=DocumentId(document),
                generation=generation,
                ordinal=n,
                text="文",
                title="题",
            ),
            unit(n),  # type: ignore[arg-type]  # arrays are vectors
        )
        for n in range(count)
    ]


async def test_returns_the_nearest_first_with_its_cosine(index: ChromaIndex) -> None:
    await index.add(SHOP, rows("d", 1, 3))
    found = await index.query(SHOP, unit(1), 10)  # type: ignore[arg-type]
    assert found[0].chunk_id == "d:1:1"
    assert found[0].score == pytest.approx(1, abs=1e-5)
    assert found[1].score == pytest.approx(0, abs=1e-5)


async def test_adding_the_same_chunk_again_replaces_it(index: ChromaIndex) -> None:
    await index.add(SHOP, rows("d", 1, 3))
    await index.add(SHOP, rows("d", 1, 3))
    assert await index.count(SHOP) == 3


async def test_removes_one_generation_and_leaves_the_others(index: ChromaIndex) -> None:
    await index.add(SHOP, [*rows("d", 1, 2), *rows("d", 2, 2), *rows("e", 1, 1)])
    await index.remove(SHOP, DocumentId("d"), 1)
    assert {f.chunk_id for f in await index.query(SHOP, unit(0), 10)} == {"d:2:0", "d:2:1", "e:1:0"}  # type: ignore[arg-type]


async def test_tells_that_it_answers_and_whether_it_is_of_the_model_in_use(tmp_path: Path) -> None:
    index = ChromaIndex(embedded_client(tmp_path), "model")
    await index.answers(None)
    await index.add(SHOP, rows("d", 1, 2))
    await index.answers(SHOP)
    index.close()
    other = ChromaIndex(embedded_client(tmp_path), "another model")
    with pytest.raises(ConfigurationError):
        await other.answers(SHOP)
    other.close()


async def test_shops_are_apart(index: ChromaIndex) -> None:
    await index.add(SHOP, rows("d", 1, 2))
    assert await index.query(OTHER, unit(0), 10) == []  # type: ignore[arg-type]
    await index.drop(OTHER)
    assert await index.count(SHOP) == 2


async def test_what_was_added_is_there_after_a_restart(tmp_path: Path) -> None:
    first = ChromaIndex(embedded_client(tmp_path), "model")
    await first.add(SHOP, rows("d", 1, 2))
    first.close()
    second = ChromaIndex(embedded_client(tmp_path), "model")
    assert await second.count(SHOP) == 2
    second.close()


async def test_another_embedding_model_is_refused_until_the_index_is_dropped(tmp_path: Path) -> None:
    client = embedded_client(tmp_path)
    first, second = ChromaIndex(client, "one"), ChromaIndex(client, "two")
    await first.add(SHOP, rows("d", 1, 2))
    with pytest.raises(ConfigurationError, match="rebuild"):
        await second.query(SHOP, unit(0), 1)  # type: ignore[arg-type]
    await second.drop(SHOP)
    await second.add(SHOP, rows("d", 1, 1))
    assert await second.count(SHOP) == 1
    first.close()
    second.close()


async def test_a_handle_to_a_collection_that_was_made_again_elsewhere_is_renewed(tmp_path: Path) -> None:
    client = embedded_client(tmp_path)
    first, second = ChromaIndex(client, "one"), ChromaIndex(client, "one")
    await first.add(SHOP, rows("d", 1, 2))
    await second.drop(SHOP)
    await second.add(SHOP, rows("d", 2, 1))
    assert await first.count(SHOP) == 1
    first.close()
    second.close()


@pytest.mark.parametrize("shop", ["a", "a_b", "a-b", "x" * 40, "0"])
def test_collection_names_are_ascii_short_and_distinct(shop: str) -> None:
    name = collection_name(ShopId(shop))
    assert name.isascii()
    assert 3 <= len(name) <= 63
    assert collection_name(ShopId("a_b")) != collection_name(ShopId("a-b"))
