"""A shop at its counter, on SQLite and, where transactions meet, on PostgreSQL too."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from backends.sql.database import Database, connect_database
from tests.integration.agent.core.counter import Counter
from tests.integration.agent.core.doubles import ScriptedReasonerDouble

Opens = Callable[..., Awaitable[Counter]]


@pytest.fixture
async def saver(tmp_path: Path) -> AsyncIterator[AsyncSqliteSaver]:
    """Where interrupted threads are kept."""
    async with AsyncSqliteSaver.from_conn_string(str(tmp_path / "checkpoints.db")) as opened:
        await opened.setup()
        yield opened


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database file with the schema in place."""
    opened = connect_database(f"sqlite:///{tmp_path / 'counter.db'}")
    yield opened
    opened.close()


@pytest.fixture
def opened(sqlite: Database, saver: AsyncSqliteSaver) -> Opens:
    """Opens the shop with a reasoner."""
    return _opening(sqlite, saver)


@pytest.fixture
def opened_anywhere(database: Database, saver: AsyncSqliteSaver) -> Opens:
    """The same on each kind of database."""
    return _opening(database, saver)


def _opening(database: Database, saver: AsyncSqliteSaver) -> Opens:
    async def open_with(reasoner: ScriptedReasonerDouble | None = None) -> Counter:
        counter = Counter(database, saver, reasoner or ScriptedReasonerDouble())
        await counter.open()
        return counter

    return open_with
