"""One installation for the folder's tests."""

from collections.abc import Iterator

import pytest

from tests.e2e.replicas.installation import Installation, installed


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, postgres_server: str) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("replicas"), postgres_server) as made:
        yield made
