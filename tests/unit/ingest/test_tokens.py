from pathlib import Path

import pytest

from ingest.offline import O200K_FILE, place_encoding
from ingest.tokens import count_tokens


def test_the_encoding_is_placed_once_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    first = place_encoding(tmp_path)
    assert first == tmp_path / "tiktoken" / O200K_FILE
    written = first.stat().st_mtime_ns
    assert place_encoding(tmp_path).stat().st_mtime_ns == written
    assert len(list(first.parent.iterdir())) == 1


def test_markers_of_special_tokens_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("") == 0
