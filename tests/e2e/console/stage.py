"""A shop at work, for screenshots and benches: imported, peopled, served."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.console.crowd import add_crowd
from tests.e2e.console.person import PASSWORD, Person, hire, signed_token
from tests.e2e.console.shop import SHOP, write_shop
from tests.e2e.served_shop import Caller, Server, kefu, served

BOSS = "dianzhang"
EMPTY_BOSS = "xindian"
EMPTY_SHOP = "empty"


@dataclass(frozen=True)
class Stage:
    """What stands ready."""

    server: Server
    data: Path
    boss: Person
    visitor: Caller

    def customer(self, customer_id: str) -> Caller:
        """A signed-in customer."""
        return Caller(self.server.base, signed_token(self.data, SHOP, customer_id))


@contextmanager
def staged(crowd: int = 0, with_empty_shop: bool = False) -> Iterator[Stage]:
    """Serve the small shop, with this many conversations beforehand."""
    with tempfile.TemporaryDirectory(prefix="kefu-console-") as folder:
        data = Path(folder) / "data"
        kefu(data, "shop", "import", str(write_shop(Path(folder) / SHOP)))
        hire(data, SHOP, BOSS, "admin", "店长")
        if with_empty_shop:
            kefu(data, "shop", "create", EMPTY_SHOP, "--name", "新店")
            hire(data, EMPTY_SHOP, EMPTY_BOSS, "admin", "新店长")
        if crowd:
            add_crowd(data, SHOP, crowd)
        with served(data) as server:
            boss = Person(server.base, BOSS, PASSWORD)
            visitor = Caller(server.base, boss.post("/v1/keys", {"role": "customer"}).json()["secret"])
            yield Stage(server, data, boss, visitor)
