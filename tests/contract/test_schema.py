"""The migrations build exactly what the code believes, forward and back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from backends.sql.database import Database, connect_database
from backends.sql.engine import open_engine
from backends.sql.schema import MIGRATIONS, current_revision, downgrade, upgrade
from backends.sql.tables import metadata
from domain.errors import ConfigurationError


def test_the_migrations_build_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_migration_goes_back_and_forward(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url, pool_size=2)
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
    for revision in revisions:
        upgrade(engine, revision)
    for revision in (*revisions[-2::-1], "base"):
        downgrade(engine, revision)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    with engine.connect() as connection:
        assert current_revision(connection) == revisions[-1]
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
