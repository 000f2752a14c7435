"""Fixtures for every test: databases to run against."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from backends.sql.database import Database, connect_database
from tests.postgres import find_postgres, fresh_database, running_postgres

# Properties are about values: a busy machine must not fail them.
settings.register_profile("kefu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kefu")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server's URL. Required in CI; elsewhere the tests that need it are left out, loudly."""
    binaries = find_postgres()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs PostgreSQL's binaries (initdb, postgres)")
        pytest.skip("NO POSTGRESQL HERE: install its server to run these tests")
    with running_postgres(binaries) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kefu.db'}"
    return fresh_database(request.getfixturevalue("postgres_server"), f"kefu_{uuid.uuid4().hex}")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened with its schema in place."""
    opened = connect_database(database_url)
    yield opened
    opened.close()
