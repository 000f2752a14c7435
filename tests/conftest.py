"""Fixtures for every test: databases to run against."""

import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from backends.sql.database import Database, connect_database
from tests.postgres import find_postgres, fresh_database, running_postgres
from tests.vaults import vault

# Properties are about values: a busy machine must not fail them.
settings.register_profile("kefu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kefu")

_IN_CI = os.environ.get("CI") == "true"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which tests this machine couldn't run, and why: a dot among thousands would hide it."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("TESTS LEFT OUT HERE", sep="!", red=True)
        for reason, count in reasons.most_common():
            terminalreporter.write_line(f"{count:5} {reason.removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI no test may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _IN_CI and reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server's URL. Required in CI; elsewhere the tests that need it are left out, loudly."""
    binaries = find_postgres()
    if binaries is None:
        if _IN_CI:
            pytest.fail("CI needs PostgreSQL's binaries (initdb, postgres)")
        pytest.skip("NO POSTGRESQL HERE: install its server to run these tests")
    with running_postgres(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the schema in place, to be copied: migrating anew took most of a test's time."""
    path = tmp_path_factory.mktemp("migrated") / "kefu.db"
    connect_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The name of a database with the schema in place, to be a template."""
    name = f"kefu_template_{uuid.uuid4().hex}"
    connect_database(fresh_database(postgres_server, name)).close()
    return name


@pytest.fixture(params=_KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a schema, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kefu.db'}"
    return fresh_database(request.getfixturevalue("postgres_server"), f"kefu_{uuid.uuid4().hex}")


@pytest.fixture(params=_KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with its schema and nothing in it, once of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "kefu.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    template = request.getfixturevalue("migrated_postgres")
    return fresh_database(request.getfixturevalue("postgres_server"), f"kefu_{uuid.uuid4().hex}", template)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened; personal columns are sealed, as in an installation."""
    opened = connect_database(database_url, vault())
    yield opened
    opened.close()
