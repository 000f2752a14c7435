"""Every format and trap comes to the chunks that a person has looked over.

``KEFU_WRITE_GOLDEN=1`` writes the listings anew; review the difference before committing it.
"""

import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from ingest.offline import prepare_offline
from tests.integration.ingest.corpus import CORPUS
from tests.integration.ingest.listing import listing

GOLDEN = Path(__file__).parent / "golden"
RECOGNISED = {"海报.png", "卡片.jpg", "卡片.webp", "扫描.pdf", "混合.pdf"}
"""Read by OCR, whose characters may differ between processors."""

prepare_offline()


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_a_file_comes_to_its_golden_chunks(name: str, tmp_path: Path) -> None:
    from ingest.prepare import prepare
    from ingest.prepared import Order

    path = tmp_path / name
    path.write_bytes(CORPUS[name]())
    found = listing(prepare(Order(path=str(path), name=name, ocr=True)))
    golden = GOLDEN / f"{name}.golden"
    if os.environ.get("KEFU_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    if name in RECOGNISED:
        assert SequenceMatcher(None, found, expected).ratio() > 0.95
    else:
        assert found == expected


def test_the_corpus_is_large_and_every_listing_belongs_to_a_file() -> None:
    assert len(CORPUS) >= 60
    assert {path.name.removesuffix(".golden") for path in GOLDEN.iterdir()} == set(CORPUS)
