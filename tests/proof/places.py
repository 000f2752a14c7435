"""Empty databases to prove things on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import find_postgres, fresh_database, running_postgres
from tests.proof.shop_at_work import Place


@contextmanager
def places(kind: str, folder: Path) -> Iterator[Place]:
    """Empty databases of one kind."""
    if kind == "sqlite":
        yield Place.in_folder(folder)
        return
    binaries = find_postgres()
    if binaries is None:
        sys.exit("PostgreSQL's server is not installed here.")
    with running_postgres(binaries) as url:
        yield Place(*(fresh_database(url, name) for name in ("kefu", "merchant", "threads")))
