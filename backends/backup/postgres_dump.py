"""PostgreSQL's own tools: one consistent picture of the database, checkpoints of waiting approvals included."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, make_url

from domain.errors import ConfigurationError


def dump(database_url: str, target: Path) -> None:
    """Write the database to a file. Raises: ConfigurationError: no pg_dump, or it can't."""
    _run("pg_dump", database_url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(database_url: str, source: Path) -> None:
    """Fill an empty database, wholly or not at all. Raises: ConfigurationError."""
    name = make_url(database_url).database or ""
    wholly = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", database_url, *wholly, f"--dbname={name}", str(source))


def _run(tool: str, database_url: str, *options: str) -> None:
    if shutil.which(tool) is None:
        raise ConfigurationError(f"{tool} isn't there: install PostgreSQL's client tools, of the server's version.")
    url = make_url(database_url)
    done = subprocess.run(  # noqa: S603 - our own options
        [tool, "--no-password", *options], env=_environment(url), capture_output=True, text=True
    )
    if done.returncode:
        # The tools name tables and settings; rows they don't quote.
        raise ConfigurationError(f"{tool} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no word'}")


def _environment(url: URL) -> dict[str, str]:
    """The password goes by environment: arguments can be read by every user of the machine."""
    told = {
        "PGHOST": url.host or "localhost",
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username or "",
        "PGPASSWORD": url.password or "",
        "PGDATABASE": url.database or "",
    }
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PGSSLMODE")}
    return kept | {name: value for name, value in told.items() if value}
