"""Likeness of words, from the artefact that training.words builds."""

import numpy as np
import pytest

from agent.reasoning.embedded.words.likeness import likeness, vector_words, words_hash
from training.words.build import DIRECTIONS, TARGET, compress


def test_the_artefact_was_made_from_the_installed_dictionary() -> None:
    with np.load(TARGET, allow_pickle=False) as stored:
        assert str(stored["words_sha256"]) == words_hash(vector_words())
        assert stored["vectors"].shape == (len(vector_words()), DIRECTIONS)


def test_compression_is_deterministic_and_keeps_unit_length() -> None:
    vectors = np.random.default_rng(7).normal(size=(200, 64)).astype(np.float32)
    first, second = compress(vectors), compress(vectors)
    assert np.array_equal(first, second)
    assert np.allclose(np.linalg.norm(first.astype(np.float32), axis=1), 127, atol=4)


@pytest.mark.parametrize(("word", "other"), [("孕妇", "怀孕"), ("尺寸", "大小"), ("重量", "体重")])
def test_words_of_one_meaning_are_alike(word: str, other: str) -> None:
    assert likeness(word, frozenset({other, "天气"})) > 0.2


@pytest.mark.parametrize(("word", "other"), [("颜色", "重量"), ("视频", "地毯"), ("酒精", "座椅")])
def test_unrelated_words_are_not(word: str, other: str) -> None:
    assert likeness(word, frozenset({other})) == 0.0


def test_a_word_without_vector_is_like_nothing() -> None:
    assert likeness("砾行帮", frozenset({"徒步"})) == 0.0
