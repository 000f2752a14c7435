"""Threads of waiting approvals in an SQLite file, which keeps nothing of a thread that was deleted."""

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

_PRAGMAS = (
    # As safe as the database beside it: WAL, synced at checkpoints; the approval's row is the authority.
    "synchronous=NORMAL",
    # A thread holds the customer's words: they are overwritten, not merely unlinked.
    "secure_delete=ON",
)


class SqliteThreads(AsyncSqliteSaver):
    """LangGraph's saver; what it deletes is gone from the file and from its log."""

    async def setup(self) -> None:
        """Make the tables where they are missing."""
        await super().setup()
        for pragma in _PRAGMAS:
            await self.conn.execute(f"PRAGMA {pragma}")

    async def adelete_thread(self, thread_id: str) -> None:
        """Delete the thread's checkpoints and writes."""
        await super().adelete_thread(thread_id)
        async with self.lock, self.conn.cursor() as cursor:
            await cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
