"""The migrations build exactly what the code believes, forward and back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from backends.sql.database import Database, connect_database
from backends.sql.engine import open_engine
from backends.sql.schema import current_revision, downgrade, upgrade
from backends.sql.tables import metadata
from domain.errors import ConfigurationError


def test_the_migrations_build_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_migration_goes_back_and_forward(database_url: str) -> None:
    engine = open_engine(database_url, pool_size=2)
    for revision in ("0001", "0002", "0003", "0004"):
        upgrade(engine, revision)
    for revision in ("0003", "0002", "0001", "base"):
        downgrade(engine, revision)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    with engine.connect() as connection:
        assert current_revision(connection) == "0004"
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_a_database_of_a_newer_kefu_is_refused(database: Database, database_url: str) -> None:
    await database.write(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer Kefu"):
        connect_database(database_url)


@pytest.mark.parametrize("url", ["mysql://localhost/kefu", "nonsense"])
def test_another_kind_of_database_is_refused_in_words(url: str) -> None:
    with pytest.raises(ConfigurationError, match="KEFU_DATABASE_URL"):
        connect_database(url)
