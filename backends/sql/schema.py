"""The schema's versions: Alembic migrations, run by Kefu itself at start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from domain.errors import ConfigurationError

MIGRATIONS = Path(__file__).with_name("migrations")

_LOCK = 0x6B656675
"""PostgreSQL advisory lock of the migrations: replicas that start together take turns."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to this revision. Raises: ConfigurationError: the database is of a newer Kefu."""
    with engine.execution_options(kefu_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        current = current_revision(connection)
        scripts = ScriptDirectory(str(MIGRATIONS))
        known = {script.revision for script in scripts.walk_revisions()}
        if current is not None and current not in known:
            raise ConfigurationError("The database was written by a newer Kefu: update Kefu or restore a backup.")
        if current != scripts.get_current_head() or revision != "head":
            command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to an earlier revision (``base`` for none); what only later ones know is lost."""
    with engine.execution_options(kefu_writes=True).begin() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The revision this database is at; None for a new one."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
