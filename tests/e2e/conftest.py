"""The demo shop, imported once for all e2e tests and served by a real process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.served_shop import REPOSITORY, Caller, Server, kefu, served


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo shop in it."""
    data = tmp_path_factory.mktemp("e2e") / "data"
    kefu(data, "shop", "import", str(REPOSITORY / "demo"))
    return data


@pytest.fixture(scope="session")
def demo_server(demo_data: Path) -> Iterator[Server]:
    """The demo shop, served."""
    with served(demo_data) as server:
        yield server


@pytest.fixture(scope="session")
def customer(demo_data: Path, demo_server: Server) -> Callable[[str], Caller]:
    """A signed-in customer by id."""

    def signed_in(customer_id: str) -> Caller:
        return Caller(demo_server.base, kefu(demo_data, "token", "--shop", "shiye", "--customer", customer_id))

    return signed_in


@pytest.fixture(scope="session")
def visitor(demo_data: Path, demo_server: Server) -> Caller:
    """An anonymous visitor."""
    return Caller(demo_server.base, kefu(demo_data, "key", "create", "--role", "customer", "--shop", "shiye"))


@pytest.fixture(scope="session")
def agent(demo_data: Path, demo_server: Server) -> Caller:
    """A human agent."""
    return Caller(demo_server.base, kefu(demo_data, "key", "create", "--role", "agent", "--shop", "shiye"))


@pytest.fixture(scope="session")
def admin(demo_data: Path, demo_server: Server) -> Caller:
    """An operator."""
    return Caller(demo_server.base, kefu(demo_data, "key", "create", "--role", "admin", "--shop", "shiye"))
