"""The vector index in a folder of this process, which can be made anew beside the one that serves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from backends.knowledge.chroma_index import ChromaIndex, embedded_client
from backends.knowledge.index_folders import IndexFolders
from domain.documents import ChunkVector, FillIndex, Found, Vector
from domain.errors import ConfigurationError, KefuError, StaleError, UnavailableError
from domain.ids import DocumentId, ShopId

if TYPE_CHECKING:
    from chromadb.api.client import Client


@dataclass(frozen=True)
class _Opened:
    index: ChromaIndex
    client: "Client"

    def close(self) -> None:
        """Finish calls under way and let go of the folder."""
        self.index.close()
        self.client.close()


class RenewableIndex:
    """A ``VectorIndex`` over the index folder in use.

    During a renewal searches ask the present index, and every change goes to both; then the new one takes over in
    one step. A crash before that step leaves the present one in use, a crash after it the new one.
    """

    def __init__(self, root: Path, model: str) -> None:
        """Args: root: the data folder, owned by this process; model: identity of the embedder."""
        self._folders = IndexFolders(root)
        self._folders.sweep()
        self._model = model
        self._present = self._open(self._folders.present())
        self._next: _Opened | None = None
        self._next_failed = False
        self._writes: set[asyncio.Future[None]] = set()

    async def add(self, shop: ShopId, chunks: Sequence[ChunkVector]) -> None:
        """Add or replace these chunks; acknowledged means durable."""
        await self._write(lambda index: index.add(shop, chunks))

    async def remove(self, shop: ShopId, document_id: DocumentId, generation: int) -> None:
        """Remove one generation of a document."""
        await self._write(lambda index: index.remove(shop, document_id, generation))

    async def drop(self, shop: ShopId) -> None:
        """Remove the shop's collection."""
        await self._write(lambda index: index.drop(shop))

    async def query(self, shop: ShopId, vector: Vector, limit: int) -> list[Found]:
        """The nearest chunks of any generation, best first; the caller keeps the live ones."""
        return await self._present.index.query(shop, vector, limit)

    async def count(self, shop: ShopId) -> int:
        """How many chunks lie in the index."""
        return await self._present.index.count(shop)

    async def answers(self, shop: ShopId | None) -> None:
        """Raises: UnavailableError, ConfigurationError: the shop's vectors are of another model."""
        await self._present.index.answers(shop)

    @asynccontextmanager
    async def renewal(self) -> AsyncIterator[FillIndex]:
        """A new, empty index to fill; at the end of the block it takes over and the old one is deleted from disk.

        Raises: StaleError: another renewal is under way. UnavailableError: a change could not be made in the new one.
        """
        if self._next is not None:
            raise StaleError("The index is being rebuilt already; wait until that is done.")
        folder = self._folders.fresh()
        self._next, self._next_failed = self._open(folder), False
        try:
            yield self._next.index.add
            if self._next_failed:
                raise UnavailableError("The new index missed a change; the present one stays in use: rebuild again.")
        except BaseException:
            left, self._next = self._next, None
            await self._discard(left)
            raise
        self._folders.make_present(folder)
        old, self._present, self._next = self._present, self._next, None
        await self._discard(old)

    async def close(self) -> None:
        """Let go of the folder; calls under way are finished."""
        for opened in filter(None, (self._next, self._present)):
            await asyncio.to_thread(opened.close)

    def _open(self, folder: Path) -> "_Opened":
        client = cast("Client", embedded_client(folder))
        return _Opened(ChromaIndex(client, self._model), client)

    async def _discard(self, opened: "_Opened") -> None:
        """Changes under way may still go to it; afterwards its folder goes."""
        if self._writes:
            await asyncio.wait(set(self._writes))
        await asyncio.to_thread(opened.close)
        await asyncio.to_thread(self._folders.sweep)

    async def _write(self, change: Callable[[ChromaIndex], Awaitable[None]]) -> None:
        done = asyncio.get_running_loop().create_future()
        self._writes.add(done)
        present, following = self._present, self._next
        try:
            if following is None:
                await change(present.index)
                return
            try:
                await change(following.index)
            except KefuError:
                self._next_failed = True
            # The present index may be of another embedding model: that is what a renewal is for.
            with suppress(ConfigurationError):
                await change(present.index)
        finally:
            self._writes.discard(done)
            done.set_result(None)
