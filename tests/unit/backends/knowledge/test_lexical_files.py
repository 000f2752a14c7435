"""The lexical index comes back from disk as it was, and anything broken is made again."""

from pathlib import Path

import numpy as np
import pytest

from backends.knowledge import lexical_files
from backends.knowledge.lexical import LexicalIndex, Slot
from backends.knowledge.lexical_files import LexicalFiles
from domain.ids import ShopId

SHOP = ShopId("bulanpu")
TEXTS = {"d:1:0": "棉布每米宽幅150厘米", "d:1:1": "纽扣拆封不退", "e:1:0": "x-200缝纫机功率85瓦"}


def filled() -> LexicalIndex:
    index = LexicalIndex()
    for key, text in TEXTS.items():
        index = index.add([key], [text])
    return index


def found(index: LexicalIndex, word: str) -> list[str]:
    return [hit.id for hit in index.top(index.score([Slot(((word,),))]), 5)]


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.npz")}


def test_what_was_saved_is_found_again(tmp_path: Path) -> None:
    saved = LexicalFiles(tmp_path).save(SHOP, filled(), 3)
    loaded = LexicalFiles(tmp_path).load(SHOP, 3)
    assert loaded.place == saved.place
    for word in ("棉布", "纽扣", "x200"):
        assert found(loaded, word) == found(saved, word) != []


def test_only_new_parts_are_written(tmp_path: Path) -> None:
    files = LexicalFiles(tmp_path)
    index = LexicalIndex().add([f"d:1:{n}" for n in range(20)], [f"棉布第{n}号" for n in range(20)])
    index = files.save(SHOP, index, 1)
    before = written(tmp_path)
    files.save(SHOP, index.add(["e:1:0"], ["纽扣"]), 2)
    assert before < written(tmp_path)


def test_what_was_removed_is_left_in_no_file(tmp_path: Path) -> None:
    files = LexicalFiles(tmp_path)
    index = files.save(SHOP, LexicalIndex().add(list(TEXTS), list(TEXTS.values())), 1)
    kept = files.save(SHOP, index.remove(["d:1:1"]), 2)
    loaded = files.load(SHOP, 2)
    assert set(loaded.place) == set(kept.place) == TEXTS.keys() - {"d:1:1"}
    assert not any(loaded.knows(term) for term in ("纽扣", "拆封"))
    assert len(written(tmp_path)) == len(loaded.parts)


@pytest.mark.parametrize("harm", ["list", "part", "gone"])
def test_a_broken_file_means_that_the_index_is_made_again(tmp_path: Path, harm: str) -> None:
    LexicalFiles(tmp_path).save(SHOP, filled(), 1)
    part, listed = next(tmp_path.rglob("*.npz")), next(tmp_path.rglob("*.json"))
    if harm == "gone":
        part.unlink()
    else:
        (listed if harm == "list" else part).write_bytes(b"{")
    assert LexicalFiles(tmp_path).load(SHOP, 1).size == 0


def test_an_index_newer_than_the_database_is_not_used(tmp_path: Path) -> None:
    LexicalFiles(tmp_path).save(SHOP, filled(), 7)
    assert LexicalFiles(tmp_path).load(SHOP, 6).size == 0
    assert LexicalFiles(tmp_path).load(SHOP, 9).size == len(TEXTS)


def test_an_index_of_other_terms_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LexicalFiles(tmp_path).save(SHOP, filled(), 1)
    monkeypatch.setattr(lexical_files, "keys_of_texts", lambda texts: (np.asarray([1]), np.asarray([0])))
    assert LexicalFiles(tmp_path).load(SHOP, 1).size == 0
