"""The reader judges each text by itself, whatever stands beside it."""

import numpy as np
import pytest

from backends.embedding.answer_reader import LONGEST, AnswerReader, answer_reader
from backends.embedding.sentence_store import TokenVectors

WIDTH = 384


def text(tokens: int, seed: int, own: int = 0) -> TokenVectors:
    vectors = np.random.default_rng(seed).normal(size=(tokens, WIDTH)).astype(np.float32)
    return TokenVectors((vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16), own)


@pytest.fixture(scope="module")
def reader() -> AnswerReader:
    return answer_reader()


def question(tokens: int = 7) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return text(tokens, 99).vectors.astype(np.float32)


def test_a_text_is_judged_alike_beside_longer_ones_and_in_any_order(reader: AnswerReader) -> None:
    texts = [text(5, 1, own=2), text(60, 2), text(1, 3)]
    alone = [reader.read(question(), [each])[0] for each in texts]
    assert reader.read(question(), texts) == pytest.approx(alone, abs=1e-3)
    assert reader.read(question(), texts[::-1]) == pytest.approx(alone[::-1], abs=1e-3)
    assert len(set(alone)) == 3


def test_a_long_text_is_read_up_to_its_bound_and_none_at_all_is_no_error(reader: AnswerReader) -> None:
    long = text(LONGEST + 50, 4)
    short = TokenVectors(long.vectors[:LONGEST], 0)
    assert reader.read(question(), [long]) == pytest.approx(reader.read(question(), [short]), abs=1e-3)
    assert reader.read(question(), []) == []


def test_a_heading_that_fills_the_bound_and_texts_without_tokens_are_read(reader: AnswerReader) -> None:
    nothing = TokenVectors(np.zeros((0, WIDTH), dtype=np.float16), 0)
    assert np.isfinite(reader.read(question(1), [text(LONGEST + 5, 5, own=LONGEST + 2), nothing])).all()
