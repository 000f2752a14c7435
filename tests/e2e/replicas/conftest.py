"""One installation for the folder's tests."""

from collections.abc import Iterator

import pytest

from tests.e2e.replicas.installation import Installation, installed


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("replicas")) as made:
        yield made
